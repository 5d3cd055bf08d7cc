/**
 * The funnel planner's worksheet functions for Google Sheets, and the menu Funnel.
 *
 * How to install and use them: functions.md beside this file. Built by `python -m addin.js`;
 * do not edit.
 *
 * @OnlyCurrentDoc
 */
/*!
 * The funnel planner's worksheet functions (MIT). It holds parts of these packages:
 * @stdlib/math-base-special-erfc 0.2.5: Apache-2.0; Copyright (c) 2016-2026 The Stdlib Authors.; Copyright (C) 1993-2004 by Sun Microsystems, Inc. All rights reserved.
 * fraction.js 5.3.4: MIT; Copyright (c) 2025 Robert Eisele
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the "Software"), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all
 * copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 * SOFTWARE.
 */
"use strict";var FunnelPlanner_=(()=>{var xc=Object.create;var on=Object.defineProperty;var yc=Object.getOwnPropertyDescriptor;var _c=Object.getOwnPropertyNames;var Ac=Object.getPrototypeOf,Lc=Object.prototype.hasOwnProperty;var J=(e,t)=>()=>{try{return t||e((t={exports:{}}).exports,t),t.exports}catch(n){throw t=0,n}},Bc=(e,t)=>{for(var n in t)on(e,n,{get:t[n],enumerable:!0})},Tr=(e,t,n,o)=>{if(t&&typeof t=="object"||typeof t==
"function")for(let r of _c(t))!Lc.call(e,r)&&r!==n&&on(e,r,{get:()=>t[r],enumerable:!(o=yc(t,r))||o.enumerable});return e};var Or=(e,t,n)=>(n=e!=null?xc(Ac(e)):{},Tr(t||!e||!e.__esModule?on(n,"default",{value:e,enumerable:!0}):n,e)),$c=e=>Tr(on({},"__esModule",{value:!0}),e);var Wi=J((Z1,Hi)=>{"use strict";function Bh(e){return e!==e}Hi.exports=Bh});var ji=J((z1,Yi)=>{"use strict";var $h=Wi();Yi.exports=$h});var Qi=J((K1,Vi)=>{"use strict";Vi.exports=Math.exp});var zi=J((J1,Zi)=>{"use strict";var Wn=new Float64Array(1),Xi=new Uint32Array(Wn.buffer);Wn[0]=1;var Ch=Xi[0]===0?0:1;Zi.exports=function(t,n){return Wn[0]=t,Xi[Ch]=n,Wn[0]}});var Ji=J((tw,Ki)=>{"use strict";var Uh=Number.POSITIVE_INFINITY;Ki.exports=Uh});var ea=J((ew,ta)=>{"use strict";ta.exports=Number});var oa=J((nw,na)=>{"use strict";var kh=ea();na.exports=kh});var sa=J((ow,ra)=>{"use strict";var Fh=oa(),Ph=Fh.NEGATIVE_INFINITY;ra.exports=Ph});var aa=J((rw,ia)=>{"use strict";function qh(e){return e===0?-.3250421072470015:-.3250421072470015+e*(-.02848174957559851+e*(-.005770270296489442+e*-23763016656650163e-21))}ia.exports=qh});var ua=J((sw,ca)=>{"use strict";function Dh(e){return e===0?.39791722395915535:.39791722395915535+e*(.0650222499887673+e*(.005081306281875766+e*(.00013249473800432164+e*-3960228278775368e-21)))}ca.exports=
Dh});var ha=J((iw,la)=>{"use strict";function Gh(e){return e===0?.41485611868374833:.41485611868374833+e*(-.3722078760357013+e*(.31834661990116175+e*(-.11089469428239668+e*(.035478304325618236+e*-.002166375594868791))))}
la.exports=Gh});var ma=J((aw,fa)=>{"use strict";function Hh(e){return e===0?.10642088040084423:.10642088040084423+e*(.540397917702171+e*(.07182865441419627+e*(.12617121980876164+e*(.01363708391202905+e*.011984499846799107))))}
fa.exports=Hh});var da=J((cw,pa)=>{"use strict";function Wh(e){return e===0?-.6938585727071818:-.6938585727071818+e*(-10.558626225323291+e*(-62.375332450326006+e*(-162.39666946257347+e*(-184.60509290671104+e*(-81.2874355063066+
e*-9.814329344169145)))))}pa.exports=Wh});var wa=J((uw,ga)=>{"use strict";function Yh(e){return e===0?19.651271667439257:19.651271667439257+e*(137.65775414351904+e*(434.56587747522923+e*(645.3872717332679+e*(429.00814002756783+e*(108.63500554177944+
e*(6.570249770319282+e*-.0604244152148581))))))}ga.exports=Yh});var Ea=J((lw,ba)=>{"use strict";function jh(e){return e===0?-.799283237680523:-.799283237680523+e*(-17.757954917754752+e*(-160.63638485582192+e*(-637.5664433683896+e*(-1025.0951316110772+e*-483.5191916086514))))}
ba.exports=jh});var Ma=J((hw,Na)=>{"use strict";function Vh(e){return e===0?30.33806074348246:30.33806074348246+e*(325.7925129965739+e*(1536.729586084437+e*(3199.8582195085955+e*(2553.0504064331644+e*(474.52854120695537+
e*-22.44095244658582)))))}Na.exports=Vh});var Sa=J((fw,Ia)=>{"use strict";var Qh=ji(),Ta=Qi(),Xh=zi(),Zh=Ji(),zh=sa(),Kh=aa(),Jh=ua(),tf=ha(),ef=ma(),nf=da(),of=wa(),rf=Ea(),sf=Ma(),Yn=1e-300,af=13877787807814457e-33,Oa=.8450629115104675,cf=.12837916709551256,
uf=1,lf=-.0023621185607526594,hf=1,ff=-.009864944034847148,mf=1,pf=-.0098649429247001,df=1;function gf(e){var t,n,o,r,s,i,a,c;if(Qh(e))return NaN;if(e===Zh)return 0;if(e===zh)return 2;if(e===0)return 1;
if(e<0?(t=!0,n=-e):(t=!1,n=e),n<.84375)return n<af?1-e:(o=e*e,r=cf+o*Kh(o),s=uf+o*Jh(o),i=r/s,e<.25?1-(e+e*i):(r=e*i,r+=e-.5,.5-r));if(n<1.25)return s=n-1,a=lf+s*tf(s),c=hf+s*ef(s),t?1+Oa+a/c:1-Oa-a/c;
if(n<28){if(s=1/(n*n),n<2.857142857142857)r=ff+s*nf(s),s=mf+s*of(s);else{if(e<-6)return 2-Yn;r=pf+s*rf(s),s=df+s*sf(s)}return o=Xh(n,0),r=Ta(-(o*o)-.5625)*Ta((o-n)*(o+n)+r/s),t?2-r/n:r/n}return t?2-Yn:
Yn*Yn}Ia.exports=gf});var Ko=J((mw,Ra)=>{"use strict";var wf=Sa();Ra.exports=wf});var lp={};Bc(lp,{about:()=>Sc,addMenu:()=>Tc,answer:()=>dc,checkNames:()=>Oc,insertPlan:()=>Ic});var G=class{constructor(t,n,o,r=null,s=null){this.argument=t,this.entry=n,this.said=o,this.series=r,this.place=s}toString(){let t=this.place;return t===null&&(t=`row ${this.entry+1}`,this.series!==null&&
(t+=`, column ${this.series+1}`)),`${t||"it"} ${this.said}`}},Q=class extends Error{constructor(t="",n=[],o=""){let r=[t,...n.map(String)].join("; ");super(o?`${r}: ${o}`:r),this.name="FunnelError",this.
code="#VALUE!",this.told=t,this.faults=n,this.cure=o}located(t){if(!this.faults.length)return this;let n=this.constructor,o=this.faults.map(r=>new G(r.argument,r.entry,r.said,r.series,t(r)));return new n(
this.told,o,this.cure)}},O=class extends Q{},w=class extends O{constructor(...t){super(...t),this.code="#NUM!"}},ft=class extends O{constructor(t,n){super(t),this.code=n}},k=class extends Q{constructor(...t){
super(...t),this.code="#N/A"}},rn=class extends Q{constructor(...t){super(...t),this.code="#NAME?"}},D=class extends Error{};function ae(e){return e.map((t,n)=>{var i;let o=t.indexOf(": ");if(o<0)return t;
let r=t.slice(o+2),s=(i=e[n+1])!=null?i:"";return r&&s.endsWith(`: ${r}`)?t.slice(0,o):t})}typeof BigInt=="undefined"&&(BigInt=function(e){if(isNaN(e))throw new Error("");return e});var I=BigInt(0),x=BigInt(1),et=BigInt(2),Le=BigInt(3),ue=BigInt(5),ct=BigInt(10),mp=BigInt(Number.MAX_SAFE_INTEGER),
Cc=2e3,N={s:x,n:I,d:x};function At(e,t){try{e=BigInt(e)}catch{throw Ut()}return e*t}function Et(e){return typeof e=="bigint"?e:Math.floor(e)}function q(e,t){if(t===I)throw co();let n=Object.create(Lt.
prototype);n.s=e<I?-x:x,e=e<I?-e:e;let o=Vt(e,t);return n.n=e/o,n.d=t/o,n}var Uc=[et*et,et,et*et,et,et*et,et*Le,et,et*Le];function ce(e){let t=Object.create(null);if(e<=x)return t[e]=x,t;let n=o=>{t[o]=
(t[o]||I)+x};for(;e%et===I;)n(et),e/=et;for(;e%Le===I;)n(Le),e/=Le;for(;e%ue===I;)n(ue),e/=ue;for(let o=0,r=et+ue;r*r<=e;){for(;e%r===I;)n(r),e/=r;r+=Uc[o],o=o+1&7}return e>x&&n(e),t}var tt=function(e,t){
let n=I,o=x,r=x;if(e!=null)if(t!==void 0){if(typeof e=="bigint")n=e;else{if(isNaN(e))throw Ut();if(e%1!==0)throw Ir();n=BigInt(e)}if(typeof t=="bigint")o=t;else{if(isNaN(t))throw Ut();if(t%1!==0)throw Ir();
o=BigInt(t)}r=n*o}else if(typeof e=="object"){if("d"in e&&"n"in e)n=BigInt(e.n),o=BigInt(e.d),"s"in e&&(n*=BigInt(e.s));else if(0 in e)n=BigInt(e[0]),1 in e&&(o=BigInt(e[1]));else if(typeof e=="bigint")
n=e;else throw Ut();r=n*o}else if(typeof e=="number"){if(isNaN(e))throw Ut();if(e<0&&(r=-x,e=-e),e%1===0)n=BigInt(e);else{let s=1,i=0,a=1,c=1,u=1,l=1e7;for(e>=1&&(s=10**Math.floor(1+Math.log10(e)),e/=
s);a<=l&&u<=l;){let h=(i+c)/(a+u);if(e===h){a+u<=l?(n=i+c,o=a+u):u>a?(n=c,o=u):(n=i,o=a);break}else e>h?(i+=c,a+=u):(c+=i,u+=a),a>l?(n=c,o=u):(n=i,o=a)}n=BigInt(n)*BigInt(s),o=BigInt(o)}}else if(typeof e==
"string"){let s=0,i=I,a=I,c=I,u=x,l=x,h=e.replace(/_/g,"").match(/\d+|./g);if(h===null)throw Ut();if(h[s]==="-"?(r=-x,s++):h[s]==="+"&&s++,h.length===s+1?a=At(h[s++],r):h[s+1]==="."||h[s]==="."?(h[s]!==
"."&&(i=At(h[s++],r)),s++,(s+1===h.length||h[s+1]==="("&&h[s+3]===")"||h[s+1]==="'"&&h[s+3]==="'")&&(a=At(h[s],r),u=ct**BigInt(h[s].length),s++),(h[s]==="("&&h[s+2]===")"||h[s]==="'"&&h[s+2]==="'")&&(c=
At(h[s+1],r),l=ct**BigInt(h[s+1].length)-x,s+=3)):h[s+1]==="/"||h[s+1]===":"?(a=At(h[s],r),u=At(h[s+2],x),s+=3):h[s+3]==="/"&&h[s+1]===" "&&(i=At(h[s],r),a=At(h[s+2],r),u=At(h[s+4],x),s+=5),h.length<=
s)o=u*l,r=n=c+o*i+l*a;else throw Ut()}else if(typeof e=="bigint")n=e,r=e,o=x;else throw Ut();if(o===I)throw co();N.s=r<I?-x:x,N.n=n<I?-n:n,N.d=o<I?-o:o};function kc(e,t,n){let o=x;for(;t>I;e=e*e%n,t>>=
x)t&x&&(o=o*e%n);return o}function Fc(e,t){for(;t%et===I;t/=et);for(;t%ue===I;t/=ue);if(t===x)return I;let n=ct%t,o=1;for(;n!==x;o++)if(n=n*ct%t,o>Cc)return I;return BigInt(o)}function Pc(e,t,n){let o=x,
r=kc(ct,n,t);for(let s=0;s<300;s++){if(o===r)return BigInt(s);o=o*ct%t,r=r*ct%t}return 0}function Vt(e,t){if(!e)return t;if(!t)return e;for(;;){if(e%=t,!e)return t;if(t%=e,!t)return e}}function Lt(e,t){
if(tt(e,t),this instanceof Lt)e=Vt(N.d,N.n),this.s=N.s,this.n=N.n/e,this.d=N.d/e;else return q(N.s*N.n,N.d)}var co=function(){return new Error("Division by Zero")},Ut=function(){return new Error("Inva\
lid argument")},Ir=function(){return new Error("Parameters must be integer")};Lt.prototype={s:x,n:I,d:x,abs:function(){return q(this.n,this.d)},neg:function(){return q(-this.s*this.n,this.d)},add:function(e,t){
return tt(e,t),q(this.s*this.n*N.d+N.s*this.d*N.n,this.d*N.d)},sub:function(e,t){return tt(e,t),q(this.s*this.n*N.d-N.s*this.d*N.n,this.d*N.d)},mul:function(e,t){return tt(e,t),q(this.s*N.s*this.n*N.n,
this.d*N.d)},div:function(e,t){return tt(e,t),q(this.s*N.s*this.n*N.d,this.d*N.n)},clone:function(){return q(this.s*this.n,this.d)},mod:function(e,t){if(e===void 0)return q(this.s*this.n%this.d,x);if(tt(
e,t),I===N.n*this.d)throw co();return q(this.s*(N.d*this.n)%(N.n*this.d),N.d*this.d)},gcd:function(e,t){return tt(e,t),q(Vt(N.n,this.n)*Vt(N.d,this.d),N.d*this.d)},lcm:function(e,t){return tt(e,t),N.n===
I&&this.n===I?q(I,x):q(N.n*this.n,Vt(N.n,this.n)*Vt(N.d,this.d))},inverse:function(){return q(this.s*this.d,this.n)},pow:function(e,t){if(tt(e,t),N.d===x)return N.s<I?q((this.s*this.d)**N.n,this.n**N.
n):q((this.s*this.n)**N.n,this.d**N.n);if(this.s<I)return null;let n=ce(this.n),o=ce(this.d),r=x,s=x;for(let i in n)if(i!=="1"){if(i==="0"){r=I;break}if(n[i]*=N.n,n[i]%N.d===I)n[i]/=N.d;else return null;
r*=BigInt(i)**n[i]}for(let i in o)if(i!=="1"){if(o[i]*=N.n,o[i]%N.d===I)o[i]/=N.d;else return null;s*=BigInt(i)**o[i]}return N.s<I?q(s,r):q(r,s)},log:function(e,t){if(tt(e,t),this.s<=I||N.s<=I)return null;
let n=Object.create(null),o=ce(N.n),r=ce(N.d),s=ce(this.n),i=ce(this.d);for(let u in r)o[u]=(o[u]||I)-r[u];for(let u in i)s[u]=(s[u]||I)-i[u];for(let u in o)u!=="1"&&(n[u]=!0);for(let u in s)u!=="1"&&
(n[u]=!0);let a=null,c=null;for(let u in n){let l=o[u]||I,h=s[u]||I;if(l===I){if(h!==I)return null;continue}let f=h,m=l,p=Vt(f,m);if(f/=p,m/=p,a===null&&c===null)a=f,c=m;else if(f*c!==a*m)return null}
return a!==null&&c!==null?q(a,c):null},equals:function(e,t){return tt(e,t),this.s*this.n*N.d===N.s*N.n*this.d},lt:function(e,t){return tt(e,t),this.s*this.n*N.d<N.s*N.n*this.d},lte:function(e,t){return tt(
e,t),this.s*this.n*N.d<=N.s*N.n*this.d},gt:function(e,t){return tt(e,t),this.s*this.n*N.d>N.s*N.n*this.d},gte:function(e,t){return tt(e,t),this.s*this.n*N.d>=N.s*N.n*this.d},compare:function(e,t){tt(e,
t);let n=this.s*this.n*N.d-N.s*N.n*this.d;return(I<n)-(n<I)},ceil:function(e){return e=ct**BigInt(e||0),q(Et(this.s*e*this.n/this.d)+(e*this.n%this.d>I&&this.s>=I?x:I),e)},floor:function(e){return e=ct**
BigInt(e||0),q(Et(this.s*e*this.n/this.d)-(e*this.n%this.d>I&&this.s<I?x:I),e)},round:function(e){return e=ct**BigInt(e||0),q(Et(this.s*e*this.n/this.d)+this.s*((this.s>=I?x:I)+et*(e*this.n%this.d)>this.
d?x:I),e)},roundTo:function(e,t){tt(e,t);let n=this.n*N.d,o=this.d*N.n,r=n%o,s=Et(n/o);return r+r>=o&&s++,q(this.s*s*N.n,N.d)},divisible:function(e,t){return tt(e,t),N.n===I?!1:this.n*N.d%(N.n*this.d)===
I},valueOf:function(){return Number(this.s*this.n)/Number(this.d)},toString:function(e=15){let t=this.n,n=this.d,o=Fc(t,n),r=Pc(t,n,o),s=this.s<I?"-":"";if(s+=Et(t/n),t%=n,t*=ct,t&&(s+="."),o){for(let i=r;i--;)
s+=Et(t/n),t%=n,t*=ct;s+="(";for(let i=o;i--;)s+=Et(t/n),t%=n,t*=ct;s+=")"}else for(let i=e;t&&i--;)s+=Et(t/n),t%=n,t*=ct;return s},toFraction:function(e=!1){let t=this.n,n=this.d,o=this.s<I?"-":"";if(n===
x)o+=t;else{let r=Et(t/n);e&&r>I&&(o+=r,o+=" ",t%=n),o+=t,o+="/",o+=n}return o},toLatex:function(e=!1){let t=this.n,n=this.d,o=this.s<I?"-":"";if(n===x)o+=t;else{let r=Et(t/n);e&&r>I&&(o+=r,t%=n),o+="\
\\frac{",o+=t,o+="}{",o+=n,o+="}"}return o},toContinued:function(){let e=this.n,t=this.d,n=[];for(;t;){n.push(Et(e/t));let o=e%t;e=t,t=o}return n},simplify:function(e=.001){let t=BigInt(Math.ceil(1/e)),
n=this.abs(),o=n.toContinued();for(let r=1;r<o.length;r++){let s=q(o[r-1],x);for(let a=r-2;a>=0;a--)s=s.inverse().add(o[a]);let i=s.sub(n);if(i.n*t<i.d)return s.mul(this.s)}return this}};var b=BigInt(0),U=BigInt(1),Sr=BigInt(10),qc=66,Dc=-1020;function E(e,t=U){return new Lt(BigInt(e),BigInt(t))}function Be(e){let[t,n="0"]=e.toLowerCase().split("e"),[o,r=""]=t.split("."),s=BigInt(o+r),
i=Number(n)-r.length;return i>=0?E(s*Sr**BigInt(i)):E(s,Sr**BigInt(-i))}function _(e){return e.s*e.n}function uo(e){return e.d===U}function Bt(e){let t=_(e),n=t/e.d;return t<b&&n*e.d!==t?n-U:n}function Qt(e){
return-Bt(e.neg())}function Rr(e){let t=Bt(e),n=e.sub(E(t)).compare(E(1,2));return n>0||n===0&&t%BigInt(2)?t+U:t}function nt(e){if(e===b)return 0;let t=(e<b?-e:e).toString(16);return 4*t.length-Math.clz32(
parseInt(t[0],16))+28}function mt(e,t){if(e<b)return-mt(-e,t);if(t===U)return Number(e);let[n,o]=[Number(e),Number(t)];if(n<=Number.MAX_SAFE_INTEGER&&o<=Number.MAX_SAFE_INTEGER)return n/o;let r=nt(e)-
nt(t);if(r<Dc)return Gc(e,t);let s=r-qc,i=s>0?e:e<<BigInt(-s),a=s>0?t<<BigInt(s):t,c=i/a;c*a!==i?c=c*BigInt(2)+U:c=c*BigInt(2);let u=Math.trunc((s-1)/2);return Number(c)*2**u*2**(s-1-u)}function Gc(e,t){
let n=e<<BigInt(1074),o=n/t,r=BigInt(2)*(n-o*t),s=r>t||r===t&&o%BigInt(2)===U;return Number(s?o+U:o)*Number.MIN_VALUE}function v(e){return mt(_(e),e.d)}function sn(e){return e.reduce((t,n)=>t.add(n),E(
0))}function lo(e,t){for(;t;)[e,t]=[t,e%t];return e<b?-e:e}function Ot(e){let t=U;for(let n of e)t=t/lo(t,n)*n;return t}var vr=50,xr=15,$=class{constructor(t,n,o={}){this.one=t,this.plural=n,this.bounds=o}complaint(t){let{above:n,atLeast:o,below:r,atMost:s,whole:i}=this.bounds;return Number.isFinite(t)&&!(n!==void 0&&t<=
n)&&!(o!==void 0&&t<o)&&!(r!==void 0&&t>=r)&&!(s!==void 0&&t>s)&&!(i&&!Number.isInteger(t))?null:`${T(t)}${this.hint(t)}`}check(t,n){if(typeof n!="number")throw new O(`'${t}' must be ${this.one}; got ${$e(
n)}: write a number`);let o=this.complaint(n);if(o!==null)throw new w(`'${t}' must be ${this.one}; got ${o}`)}checkEach(t,n){let o=[];if(n.forEach((i,a)=>{let c=this.complaint(i);c&&o.push([a,`is ${c}`])}),
!o.length)return;let r=ae(o.map(([,i])=>i)),s=o.map(([i],a)=>new G(t,i,r[a]));throw new w(`'${t}' must be ${this.plural}`,s)}hint(t){if(!Number.isFinite(t))return": write a number below 1.8e+308";let{
above:n,atLeast:o,below:r,atMost:s,cure:i}=this.bounds,a=n!=null?n:o,c=r!=null?r:s;if(a===0&&c!==void 0&&c<=1&&2<=t&&t<=100){let l=t/100;if(this.complaint(l)===null)return`: write ${T(t)}% or ${T(l)}`}
return i?`: ${i}`:""}};function $e(e){if(typeof e=="number"||typeof e=="bigint"||e instanceof Lt)return T(e);let t=Yc(e);return t.length<=vr?t:`${t.slice(0,vr-2)}…`}function T(e){if(typeof e=="numbe\
r")return ot(e,xr);let t=typeof e=="bigint"?Number(e):v(e);return Number.isFinite(t)?ot(t,xr):"a number beyond 1.8e+308"}function ot(e,t){if(Number.isNaN(e))return"nan";if(!Number.isFinite(e))return e>
0?"inf":"-inf";if(e===0)return Object.is(e,-0)?"-0":"0";let[n,o]=Hc(e,t).split("e");return Wc(n.replace(".",""),Number(o),t)}function Hc(e,t){let n=e.toExponential(t-1),o=e.toExponential(Math.min(t+24,100)),r=o.slice(0,o.indexOf("e")).replace(/[-.]/g,"").slice(t);if(!/^50*$/.test(r))return n;let s=o.replace(/[-.]/g,"").slice(
0,t);if(Number(s[t-1])%2)return n;let i=e<0?"-":"",a=t>1?`${s[0]}.${s.slice(1)}`:s;return`${i}${a}${o.slice(o.indexOf("e"))}`}function Wc(e,t,n){let o=e.startsWith("-")?"-":"",r=e.slice(o.length).replace(
/0+$/,"");if(t<-4||t>=n){let a=r.slice(1),c=String(Math.abs(t)).padStart(2,"0"),u=a?`.${a}`:"";return`${o}${r[0]}${u}e${t<0?"-":"+"}${c}`}if(t<0)return`${o}0.${"0".repeat(-t-1)}${r}`;let s=r.slice(0,t+
1).padEnd(t+1,"0"),i=r.slice(t+1);return`${o}${s}${i?`.${i}`:""}`}function Yc(e){return e==null?"None":typeof e=="boolean"?e?"True":"False":typeof e=="string"?jc(e).split(/\s+/).join(" "):Array.isArray(
e)?`[${e.map($e).join(", ")}]`:String(e)}function jc(e){let t=e.replace(/\\/g,"\\\\").replace(/\n/g,"\\n").replace(/\r/g,"\\r").replace(/\t/g,"\\t");return t.includes("'")&&!t.includes('"')?`"${t}"`:`\
'${t.replace(/'/g,"\\'")}'`}var Z=2**53,Vc=E(10**4),Qc=E(1,10**9),an=15,Xt="write 0 or more",A=new $("a share above 0 and up to 1","shares above 0 and up to 1",{above:0,atMost:1,cure:"write a share such as 47% or 0.47"}),kt=new $(
"a share above 0 and up to 1","shares above 0 and up to 1",{above:0,atMost:1,cure:"write the share that is left after the cost of what was sold; with none, a cost is never paid back"}),le=new $("a sha\
re above 0 and up to 1","shares above 0 and up to 1",{above:0,atMost:1,cure:"write the share of customers that leaves in each period; those who never leave have no finite value"}),H=new $("a share str\
ictly between 0 and 1","shares strictly between 0 and 1",{above:0,below:1,cure:"write a share such as 80% or 0.8"}),S=new $("a whole number from 0 up","whole numbers from 0 up",{atLeast:0,atMost:Z,whole:!0,
cure:"count whole records, up to 2^53"}),B=new $("an amount of money above 0","amounts of money above 0",{above:0,cure:"write an amount above 0"}),Nt=new $("an amount of money","amounts of money"),F=new $(
"an amount of money from 0 up","amounts of money from 0 up",{atLeast:0,cure:Xt}),pt=new $("a number of records, or an amount of money, above 0","numbers above 0",{above:0,cure:"write what must be reac\
hed"}),$t=new $("a number above 0 and up to 1000","numbers above 0 and up to 1000",{above:0,atMost:1e3,cure:"write 1 where it is not known"}),W=new $("a number from 0 up","numbers from 0 up",{atLeast:0,
cure:Xt}),ho=new $("a number from 0 up","numbers from 0 up",{atLeast:0,cure:Xt}),dt=new $("a number above 0","numbers above 0",{above:0,cure:"write a number such as 1 or 0.5"}),It=new $("a number from\
 0 up","numbers from 0 up",{atLeast:0,cure:Xt}),Y=new $("a number of records from 0 up","numbers of records from 0 up",{atLeast:0,cure:Xt}),cn=new $("a number of reps from 0 up","numbers of reps from \
0 up",{atLeast:0,cure:Xt}),L=new $("a share from 0 to 1","shares from 0 to 1",{atLeast:0,atMost:1,cure:"write a share such as 47% or 0.47"}),un=new $("a share above 0 and below 0.5","shares above 0 an\
d below 0.5",{above:0,below:.5,cure:"write a share such as 5% or 0.05"}),ln=new $("a relative change above -1, such as 0.1 for 10% more","relative changes above -1",{above:-1,cure:"no rate falls by al\
l of itself or more; write -10% or -0.1 for 10% less"}),hn=new $("a relative change from 0 up, such as 0.1 for 10% more","relative changes from 0 up",{atLeast:0,cure:"write 10% or 0.1 for 10% more"}),
st=new $("a number","numbers"),fn=new $("a number from -1 to 1","numbers from -1 to 1",{atLeast:-1,atMost:1,cure:"write a correlation such as 0.7"}),fo=new $("a number of pairs from 0 up","numbers of \
pairs from 0 up",{atLeast:0,cure:Xt}),he=new $("a whole number of periods from 0 up","whole numbers of periods from 0 up",{atLeast:0,whole:!0,cure:"write a whole number such as 3"}),yr=new $("a stage'\
s number, 1 being the top","stage numbers",{atLeast:1,whole:!0,cure:"count stages from the top: 1, 2, 3"});function R(e){if(typeof e=="bigint")return E(e);if(typeof e!="number")return e;if(!Number.isFinite(
e))throw new w(`expected a finite number; got ${ot(e,an)}`);return Number.isInteger(e)?E(e):Be(String(e))}function it(e){let t=R(e);if(typeof e!="number"||uo(t))return t;let n=ot(e,an);return Number(n)===
e?t:Be(n)}function j(e,t=U){let n=typeof e=="bigint"?mt(e,t):v(e);if(!Number.isFinite(n))throw new w("the answer must stay below 1.8e+308, the largest number a cell can hold; check the numbers");return n}
function mn(e){if(!e.length)throw new O("'weights' must hold a number for each period; got none");W.checkEach("weights",e);let t=e.map(it),n=Ot(new Set(t.map(r=>r.d))),o=t.map(r=>_(r)*(n/r.d));if(!o.some(
r=>r!==b))throw new w("'weights' must not all be 0: write a weight above 0 in one period");return o}function St(e){return!uo(R(e).mul(Vc))}function Ce(e,t=!1){let n=Bt(e),o=e.sub(E(n));return _(o)===b||
t&&o.compare(Qc.mul(e))<=0?n:n+U}function g(e,t,n,o,r={}){return{name:e,kind:t,quantity:n,help:o,...{optional:!1,group:"",single:!1,blank:null},...r}}function C(e,t){let n=t.map(o=>o.optional?`[${o.name}]`:o.name);return{name:e,usage:`${e}\
(${n.join(", ")})`,arguments:t}}var _r=[C("FUNNEL_REQUIRED",[g("target","NUMBER",pt,"What must be reached: records won or, with a value, money"),g("rates","STEPS",A,"Conversion rates, top of the funnel first (47% or 0.47); or two co\
lumns of counts: records that entered, records that advanced"),g("value","NUMBER",B,"",{optional:!0}),g("confidence","NUMBER",H,"",{optional:!0}),g("stage","NUMBER",yr,"",{optional:!0}),g("exact","FLA\
G",st,"",{optional:!0})]),C("FUNNEL_FORECAST",[g("volumes","LIST",S,"Records now in each stage, top first; the last number: already won"),g("rates","STEPS",A,"Conversion rates, top of the funnel first\
 (47% or 0.47); or two columns of counts: records that entered, records that advanced"),g("value","NUMBER",B,"",{optional:!0}),g("confidence","NUMBER",H,"",{optional:!0})]),C("FUNNEL_PROBABILITY",[g("\
target","NUMBER",W,"What must be reached: records won or, with a value, money"),g("volumes","LIST",S,"Records now in each stage, top first; the last number: already won"),g("rates","STEPS",A,"Conversi\
on rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced"),g("value","NUMBER",B,"",{optional:!0})]),C("FUNNEL_CUSTOMERS",[g("revenue","NUM\
BER",F,"Money that the year must bring"),g("value","NUMBER",B,"Money that one purchase brings"),g("purchases","NUMBER",dt,"",{optional:!0}),g("existing","NUMBER",S,"",{optional:!0}),g("retention","NUM\
BER",L,"",{optional:!0}),g("share_of_year","NUMBER",A,"",{optional:!0})]),C("FUNNEL_CUSTOMERS_FOR_PROFIT",[g("profit","NUMBER",Nt,"Money that must be left over: 0 to break even, below 0 for a loss not\
 to exceed"),g("fixed_cost","NUMBER",F,"What the year costs however many customers there are"),g("margin","NUMBER",A,"The share of revenue left after the cost of what was sold, such as 60%"),g("value",
"NUMBER",B,"Money that one purchase brings"),g("cac","NUMBER",F,"What it costs to win one new customer"),g("purchases","NUMBER",dt,"",{optional:!0}),g("existing","NUMBER",S,"",{optional:!0}),g("retent\
ion","NUMBER",L,"",{optional:!0}),g("share_of_year","NUMBER",A,"",{optional:!0})]),C("FUNNEL_SPREAD",[g("target","NUMBER",S,"Whole records to spread"),g("weights","LIST",W,"A weight for each period; o\
nly their proportions count")]),C("FUNNEL_SCHEDULE",[g("wins","LIST",Y,"The wins wanted in each period"),g("lag","LIST",L,"Shares of the wins by periods from entry to win: in the period of entry, one \
period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333"),g("rate","NUMBER",A,"The share of entries that is ever won, such as 20%"),g("past",
"LIST",Y,"",{optional:!0})]),C("FUNNEL_WINS",[g("entries","LIST",Y,"Records that enter in each period; planned ones need not be whole"),g("lag","LIST",L,"Shares of the wins by periods from entry to wi\
n: in the period of entry, one period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333"),g("rate","NUMBER",A,"The share of entries that is e\
ver won, such as 20%")]),C("FUNNEL_CAPACITY",[g("starters","LIST",cn,"Reps who start in each period; the first number: those already there, fully ramped; write 0 there if nobody is"),g("per_rep","NUMB\
ER",Y,"Records that a fully ramped rep handles per period"),g("ramp","LIST",L,"",{optional:!0})]),C("FUNNEL_EXPECTED",[g("target","NUMBER",W,"Records or money due by the end of the term"),g("start","D\
ATE",st,"The first day of the term"),g("end","DATE",st,"The last day of the term"),g("today","DATE",st,"The day by whose end it is asked for"),g("weights","LIST",W,"",{optional:!0})]),C("FUNNEL_PACE",
[g("actual","NUMBER",S,"Records counted to date: whole records, never money; divide money by the value of one win first, leaving out the fraction"),g("expected","NUMBER",W,"Records due to date, as FUN\
NEL_EXPECTED says: never money; divide money by the value of one win first"),g("alpha","NUMBER",un,"",{optional:!0})]),C("FUNNEL_FINISH",[g("actual","NUMBER",S,"Records counted to date: whole records,\
 never money; divide money by the value of one win first, leaving out the fraction"),g("expected","NUMBER",W,"Records due to date, as FUNNEL_EXPECTED says: never money; divide money by the value of on\
e win first"),g("target","NUMBER",W,"Records due by the end of the term; never money")]),C("FUNNEL_RATES",[g("volumes","LIST",S,"Records that entered each stage, top of the funnel first"),g("confidenc\
e","NUMBER",H,"",{optional:!0})]),C("FUNNEL_SHRINK",[g("entered","LIST",S,"Records that entered the step in each channel",{group:"counts"}),g("advanced","LIST",S,"How many of them advanced",{group:"co\
unts"})]),C("FUNNEL_MIX",[g("target","NUMBER",S,"Whole records of the last stage, all channels together"),g("shares","LIST",L,"The share of the target that each channel brings. They must add to 1 to w\
ithin 0.000001: write thirds as =1/3, not 0.333",{group:"channels"}),g("rates","ROWS",A,"A column per channel with its conversion rates, top of the funnel first; blank: the channel has no such step",{
group:"channels",blank:1})]),C("FUNNEL_ALLOCATE",[g("budget","NUMBER",F,"Money to spend on all channels together"),g("ceiling","LIST",W,"The most that each channel could ever bring, however much is sp\
ent on it, in one unit for all: leads, wins, revenue",{group:"curves"}),g("half","LIST",B,"For each channel the spend that brings half of its ceiling",{group:"curves"}),g("shape","LIST",$t,"",{optional:!0,
group:"curves",single:!0})]),C("FUNNEL_SPEND_FOR",[g("result","NUMBER",W,"What the channel must bring, in the unit of the ceiling"),g("ceiling","NUMBER",W,"The most that the channel could ever bring, \
however much is spent on it"),g("half","NUMBER",B,"The spend that brings half of the ceiling"),g("shape","NUMBER",$t,"",{optional:!0})]),C("FUNNEL_ROI",[g("incremental_margin","NUMBER",Nt,"Margin, not\
 revenue, of the sales that would not have been made otherwise; below 0 where they lost money"),g("cost","NUMBER",B,"Money spent")]),C("FUNNEL_CAC",[g("cost","NUMBER",F,"All that was spent on winning \
the customers"),g("customers","NUMBER",S,"New customers won with it, a whole number")]),C("FUNNEL_PAYBACK",[g("cac","NUMBER",F,"What it costs to win one new customer"),g("value","NUMBER",B,"Money that\
 a customer brings per month"),g("margin","NUMBER",kt,"The share of it left after the cost of what was sold, such as 80%")]),C("FUNNEL_LTV",[g("value","NUMBER",F,"Money that a customer brings per mont\
h"),g("margin","NUMBER",L,"The share of it left after the cost of what was sold, such as 80%; 1 where the value is a margin already"),g("churn","NUMBER",le,"The share of customers that leaves in a mon\
th, such as 3%")]),C("FUNNEL_BRIDGE",[g("plan","LIST",W,"Planned factors whose product is the result: volume, rates, value",{group:"factors"}),g("actual","LIST",W,"What became of each factor, in the s\
ame order",{group:"factors"})]),C("FUNNEL_MIX_BRIDGE",[g("plan_volumes","LIST",Y,"Records planned for each channel",{group:"channels"}),g("plan_rates","LIST",L,"The share of each channel's records tha\
t was to convert; 0 where none was",{group:"channels"}),g("actual_volumes","LIST",Y,"Records that each channel had",{group:"channels"}),g("actual_rates","LIST",L,"The share of each channel's records t\
hat converted; 0 where none did",{group:"channels"})]),C("FUNNEL_SENSITIVITY",[g("counts","COUNTS",S,"Two columns, a row per step, top of the funnel first: records that entered, records that advanced"),
g("target","NUMBER",pt,"What the plan is made for: records won, or money"),g("value","NUMBER",B,"",{optional:!0}),g("confidence","NUMBER",H,"",{optional:!0})]),C("FUNNEL_LEVERS",[g("customers","NUMBER",
Y,"New customers won in a year"),g("retention","NUMBER",L,"The share of customers that stays from one year to the next, such as 80%"),g("value","NUMBER",B,"Money that one purchase brings"),g("purchase\
s","NUMBER",dt,"Purchases of one customer in a year"),g("change","NUMBER",hn,"",{optional:!0})]),C("FUNNEL_XMR",[g("series","LIST",st,"A number per period, oldest first: at least two, any sign")]),C("\
FUNNEL_TREND",[g("series","LIST",st,"A number per period, oldest first: at least four, any sign"),g("alpha","NUMBER",H,"",{optional:!0})]),C("FUNNEL_CORRELATE",[g("activities","COLUMNS",st,"A column p\
er activity, a number per period; their changes are compared",{group:"periods"}),g("result","LIST",st,"The result in the same periods, oldest first: at least 5 + max_lag",{group:"periods"}),g("max_lag",
"NUMBER",he,"",{optional:!0})]),C("FUNNEL_EXPERIMENT",[g("entered_a","NUMBER",S,"Records that entered arm (group) A, what was done so far: whole records, not percentages"),g("advanced_a","NUMBER",S,"H\
ow many of arm A's records advanced: whole records, not a percentage"),g("entered_b","NUMBER",S,"Records that entered arm (group) B, what was tried: whole records, not percentages"),g("advanced_b","NU\
MBER",S,"How many of arm B's records advanced: whole records, not a percentage")]),C("FUNNEL_SAMPLE_SIZE",[g("rate","NUMBER",A,"The rate so far"),g("lift","NUMBER",ln,"The change worth showing, relati\
ve to the rate: a lift of 20% takes a rate of 5% to 6%, not to 25%; negative for a fall"),g("alpha","NUMBER",H,"",{optional:!0}),g("power","NUMBER",H,"",{optional:!0})])];var po=_r,Xc=new Map(po.map(e=>[e.name,e]));function Ar(e){let t=Xc.get(e.toUpperCase());if(!t)throw new rn(`no function is called ${e}`);return t}var Zc=2e7,zc=60,Ur=Math.log10(2),go=4,[Lr,pn]=[2**24,2**18];function Ft(e){if(e.every(Number.isInteger))return[e.map(BigInt),U];let t=e.map(R),n=Ot(new Set(t.map(o=>o.d)));return[t.map(o=>_(o)*(n/o.d)),
n]}function Ue(e,t){if((Math.floor(Fr(e,t)*Ur)+1)*(e.length+t.length-1)<=Zc)return Br(e,t);let[o,r]=Cr(e),[s,i]=Cr(t);return Br(o,s).map(a=>a*r*i)}function Br(e,t){let n=Math.max(Math.ceil(Fr(e,t)/go),
1),o=Math.max(e.length,t.length)*n*go,r=Math.max(Math.floor(Kc(o)/(n*go)),1),s=Array(e.length+t.length-1).fill(b),i=$r(t,r,n);return $r(e,r,n).forEach((a,c)=>{i.forEach((u,l)=>{let h=a.length+u.length-
1,f=(a.joined*u.joined).toString(16).padStart(h*n,"0"),m=(c+l)*r;for(let p=0;p<h;p+=1)s[m+p]+=kr(f.slice(p*n,(p+1)*n))})}),s}function $r(e,t,n){let o=[];for(let r=0;r<e.length;r+=t){let s=e.slice(r,r+
t),i=s.map(a=>a.toString(16).padStart(n,"0"));o.push({length:s.length,joined:kr(i.join(""))})}return o}function kr(e){return BigInt(`0x${e}`)}function Kc(e){if(e<=pn)return pn;try{return U<<BigInt(2*Lr)?
Lr:pn}catch(t){if(t instanceof RangeError)return pn;throw t}}function Fr(e,t){let n=BigInt(Math.min(e.length,t.length));return nt(wo(e)*wo(t)*n)}function Cr(e){let t=Math.floor(nt(wo(e))*Ur)-zc,n=BigInt(
10)**BigInt(Math.max(t,0));return[e.map(o=>o/n),n]}function wo(e){return e.reduce((t,n)=>n>t?n:t,b)}var Dr=2e7,Jc=100,tu=60,Pr=250;function Gr(e,t){let n=e.map(i=>-mt(i,e[0]));if(n.includes(-1/0))throw new D;let o=n.map((i,a)=>a).filter(i=>i&&e[i]);if(t*o.length>Dr)return 1/0;let r=[1],s=1;for(let i=1;i<
t;i+=1){let a=0;for(let c of o){if(c>i)break;a+=n[c]*r[i-c]}if(Math.abs(a)>s&&(s=Math.abs(a)),!(s<10**Pr))return Pr*Math.log2(10)*t/i;r.push(a)}return Math.log2(s)}function Hr(e,t,n){if(n===1/0)return null;
let o=e.map((m,p)=>p).filter(m=>m&&e[m]),r=t.reduce((m,p)=>p.compare(m)>0?p:m),s=Math.floor(qr(r.n)-qr(r.d)),i=nt(e.reduce((m,p)=>m+p,b)),a=Jc+Math.ceil(n)+nt(BigInt(t.length))+i;if(t.length*(o.length+
1)*(1+a/1e3)>Dr)return null;let c=U<<BigInt(a-i-tu),u=a-s,[l,h]=[BigInt(Math.max(u,0)),BigInt(Math.max(-u,0))],f=[];for(let m=0;m<t.length;m+=1){let p=(_(t[m])<<l)/(t[m].d<<h);for(let M of o){if(M>m)break;
p-=e[M]*f[m-M]}let d=eu(p,e[0]);if(d<-c)return null;f.push(d>b?d:b)}return{entries:f,bits:u}}function eu(e,t){let n=e/t;return e<b&&n*t!==e?n-U:n}function qr(e){let t=Math.max(nt(e)-64,0);return Math.
log2(Number(e>>BigInt(t)))+t}var Wr=BigInt(10)**BigInt(28),ke=class e{constructor(t,n,o,r){this.matrix=t,this.width=n,this.aim=o,this.point=r}static of(t,n,o){let r=n.length,s=Math.max(Math.min(t.length,r)-1,1),i=t.slice(0,s+1).map(
m=>o.of(m));for(;i.length<=s;)i.push(b);let a=nu(i,o),c=(m,p)=>{let[d,M,...y]=a[Math.min(r-1-m,s)];return[d+BigInt(p)*o.one,M-o.one,...y]},u=c(0,2),l=n.map((m,p)=>0<p&&p<r-1-s?u:c(p,+(p>0)+ +(p<r-1))),
h=n.map(m=>o.of(m)),f=h.map((m,p)=>{let d=b;for(let M=0;M<=s&&p+M<r;M+=1)d+=i[M]*h[p+M];return Wr*d>>o.shift});return new e(l,s,f,o)}factored(t,n=[]){let{point:o}=this,r=new bo(o),s=0;return t.forEach(
(i,a)=>{var h;for(;i-t[s]>this.width;)s+=1;let c=this.matrix[i],u=[];for(let f=s;f<a;f+=1){let[m,p]=[r.starts[f],r.rows[f]],d=b;for(let M=Math.max(s,m);M<f;M+=1)d+=u[M-s]*p[M-m];u.push(c[i-t[f]]-(d>>o.
shift))}let l=u.map((f,m)=>o.over(f,r.pivots[s+m]));r.starts.push(s),r.rows.push(l),r.pivots.push(c[0]-o.dot(u,l)+((h=n[i])!=null?h:b))}),r}slope(t,n){let[o,r]=[Math.max(0,t-this.width),Math.min(n.length,
t+this.width+1)],s=b;for(let i=o;i<r;i+=1)n[i]&&(s+=this.matrix[Math.max(t,i)][Math.abs(i-t)]*n[i]);return(s>>this.point.shift)-this.aim[t]}};function nu(e,t){let n=e.map(()=>[]);for(let o=0;o<e.length;o+=
1){let r=b;for(let s=0;s<e.length;s+=1)s+o<e.length&&(r+=e[s]*e[s+o]),n[s].push(Wr*r>>t.shift)}return n}var bo=class{constructor(t){this.point=t,this.starts=[],this.rows=[],this.pivots=[]}solved(t){let{
point:n}=this,o=[];t.forEach((s,i)=>o.push(s-n.dot(this.rows[i],o,this.starts[i])));let r=o.map((s,i)=>n.over(s,this.pivots[i]));for(let s=r.length-1;s>=0;s-=1){let[i,a]=[r[s],this.starts[s]];this.rows[s].
forEach((c,u)=>{r[a+u]-=n.times(c,i)})}return r}};function Zt(e){return e.reduce((t,n)=>n>t?n:t)}var ou=BigInt(10),Fe=class{constructor(t){this.shift=BigInt(t),this.one=U<<this.shift}of(t){return(_(t)<<this.shift)/t.d}times(t,n){return t*n>>this.shift}over(t,n){return(t<<this.shift)/n}tenth(t,n){
return t/ou**BigInt(n)}dot(t,n,o=0){let r=b;for(let s=0;s<t.length;s+=1)r+=t[s]*n[o+s];return r>>this.shift}};var ru=150,Yr=20;function Qr(e){let{point:t,aim:n}=e,o=n.map((i,a)=>a),r=Zt(n.map(Vr)),s=new Eo(n.map(()=>t.one),n.map(()=>r),t);for(let i=0;i<ru;i+=1){let{numbers:a,slopes:c,gap:u}=s,l=o.map(bt=>e.slope(
bt,a)-c[bt]),h=t.tenth(Zt([t.one,...a]),Yr);if(u<t.tenth(t.one,Yr)&&Zt(l.map(Vr))<h)return{numbers:a,free:o.map(bt=>a[bt]>c[bt])};let f=o.map(bt=>t.over(c[bt],a[bt])),m=e.factored(o,f),p=s.step(m,l,o.
map(()=>b)),d=s.moved(p,jr(s.room(p),t)).gap,M=t.over(d,u),y=t.times(t.times(t.times(M,M),M),u),lt=o.map(bt=>y-t.times(p.numbers[bt],p.slopes[bt])),ie=s.step(m,l,lt),vc=s.room(ie)*BigInt(995)/BigInt(1e3);
s=s.moved(ie,jr(vc,t))}throw new w("entries that balance these wins could not be settled: plan fewer periods at once")}var Eo=class e{constructor(t,n,o){this.numbers=t,this.slopes=n,this.fixed=o}get gap(){
return this.fixed.dot(this.numbers,this.slopes)/BigInt(this.numbers.length)}step(t,n,o){let{numbers:r,slopes:s,fixed:i}=this,a=o.map((l,h)=>i.over(l,r[h])-s[h]-n[h]),c=t.solved(a),u=c.map((l,h)=>i.over(
o[h]-i.times(s[h],l),r[h])-s[h]);return new e(c,u,i)}room(t){let n=[...this.numbers,...this.slopes],o=[...t.numbers,...t.slopes],r=this.fixed.one*BigInt(2);return o.forEach((s,i)=>{if(s>=b)return;let a=this.
fixed.over(-n[i],s);a<r&&(r=a)}),r}moved(t,n){let{fixed:o}=this;return new e(this.numbers.map((r,s)=>r+o.times(n,t.numbers[s])),this.slopes.map((r,s)=>r+o.times(n,t.slopes[s])),o)}};function jr(e,t){return e<
t.one?e:t.one}function Vr(e){return e<b?-e:e}var su=15e5,iu=10,[au,cu]=[256,384],uu=20;function zr(e,t){Kr(t.length,e.length,20);let n=e.slice(0,t.length).map(lu),o=Xr(e,t,2*Math.min(...n)),{one:r}=o.point;return Zt(o.numbers)>o.point.tenth(r,uu)?
o:Xr(e,t,2*Math.max(...n.filter(Number.isFinite)))}function lu(e){return e.n?nt(e.d)-nt(e.n):1/0}function Xr(e,t,n){var l;let o=ke.of(e,t,new Fe(au+n)),r=t.map(()=>!0),s=Zr(o,r,iu);if(s)return{numbers:s,
point:o.point};Kr(t.length,e.length,300);let i=ke.of(e,t,new Fe(cu+n)),{numbers:a,free:c}=Qr(i),u=a.map((h,f)=>c[f]?h:b);return{numbers:(l=Zr(i,c,3))!=null?l:u,point:i.point}}function Kr(e,t,n){if(e*(n+
Math.min(e,t)**2)>su)throw new w(`${e} numbers, each spread over ${t}, are too many for least squares: take fewer`)}function Zr(e,t,n){let{point:o}=e,r=[...t],[s,i]=[r.length+1,3];for(let a=0;a<n;a+=1){
let c=r.map((m,p)=>p).filter(m=>r[m]),u=r.map(()=>b),l=e.factored(c).solved(c.map(m=>e.aim[m]));c.forEach((m,p)=>{u[m]=l[p]});let h=o.tenth(Zt([o.one,...u]),25),f=r.map((m,p)=>p).filter(m=>(r[m]?u[m]:
e.slope(m,u))<-h);if(!f.length)return u.map(m=>m>b?m:b);f.length<s?[s,i]=[f.length,3]:i>0?i-=1:f=f.slice(-1);for(let m of f)r[m]=!r[m]}return null}var hu=BigInt(10)**BigInt(6),fu=E(1,BigInt(10)**BigInt(14)),mu=13,pu=17,du=BigInt(10)**BigInt(13),gu=BigInt(10)**BigInt(11);function dn(e,t){S.check("target",e);let n=mn(t),o=Pe(n),r=n.map(u=>BigInt(e)*
u),s=r.map(u=>Number(u/o)),i=r.map(u=>u%o),a=Number(Pe(i)/o),c=s.map((u,l)=>l);c.sort((u,l)=>+(i[l]>i[u])-+(i[l]<i[u]));for(let u of c.slice(0,a))s[u]+=1;return s}function Jr(e,t,n){if(Y.checkEach("en\
tries",e),!e.length)throw new O("'entries' must hold a number of records for each period; got none");let[o,r]=es(t);A.check("rate",n);let[s,i]=Ft(e),a=R(n),c=r*i*a.d;return Ue(s,o).map(u=>j(_(a)*u,c))}
function ts(e,t,n,o=[]){if(Y.checkEach("wins",e),!e.length)throw new O("'wins' must hold a number for each period; got none");let[r,s]=es(t);A.check("rate",n),Y.checkEach("past",o);let i=R(n).div(E(s));
return bu(wu(e,r,i,o),r,i,Tu(e))}function es(e){if(L.checkEach("lag",e),!e.length)throw new O("'lag' must hold a share for each period, the period of entry first");let[t,n]=Ft(e),o=Pe(t)-n;if((o<b?-o:
o)*hu>n)throw new w(`'lag' must be shares that add to 1; they add to ${T(mt(Pe(t),n))}: write which share of the wins falls into the period of entry, the next one, and so on, a third as =1/3 and not 0\
.333`);return[t,n]}function wu(e,t,n,o){let r=e.map(it),[s,i]=Ft(o.slice(-t.length));if(!s.some(Boolean))return r;let a=Ue(s,t).slice(s.length),c=n.div(E(i));return r.map((u,l)=>{var f;let h=u.sub(c.mul(
E((f=a[l])!=null?f:b)));return h.compare(fu.mul(u))>0?h:E(0)})}function bu(e,t,n,o){let r=t.findIndex(Boolean),s=e.slice(r),i=e.slice(0,r).map(l=>j(l));if(!s.length)return{entries:e.map(()=>0),unmet:i};
let a=t.slice(r,r+s.length);for(;!a[a.length-1];)a.pop();let{entries:c,unmet:u}=Eu(a,s,n,o);return{entries:[...c,...i.map(()=>0)],unmet:[...i,...u]}}function Eu(e,t,n,o){let r=t.map(()=>0),s=t.map(h=>h.
div(n)),i=s.reduce((h,f)=>f.compare(h)>0?f:h);if(_(i)===b)return{entries:r,unmet:r};let a=Gr(e,s.length),c=o&&a>pu?null:Hr(e,s,a);if(!c)return Nu(e,s,i,n);let u=BigInt(2)**BigInt(Math.abs(c.bits));return{
entries:c.entries.map(h=>c.bits<0?j(h*u):j(h,u)),unmet:r}}function Nu(e,t,n,o){let r=Pe(e),s=e.map(m=>E(m,r)),i=t.map(m=>m.div(n)),{point:a,numbers:c}=Mu(s,i),u=c.reduce((m,p)=>p>m?p:m,b),l=c.map(m=>m*
du>u?j(m*n.n,n.d*r*a.one):0),h=s.map(m=>a.of(m)),f=i.map((m,p)=>{let d=a.of(m)<<a.shift;for(let y=0;y<=p&&y<h.length;y+=1)d-=h[y]*c[p-y];let M=a.one+a.of(m);return(d>>a.shift)*gu<=M?0:j((d>>a.shift)*n.
n*o.n,n.d*o.d*a.one)});return{entries:l,unmet:f}}function Mu(e,t){try{return zr(e,t)}catch(n){throw n instanceof w?new w(`${t.length} periods with a lag over ${e.length} are too many to be balanced wh\
ere the wins cannot be met exactly: plan fewer periods at once, or longer ones (weeks instead of days)`):n}}function Tu(e){return e.some(t=>ot(t,an)!==ot(t,mu))}function Pe(e){return e.reduce((t,n)=>t+
n,b)}var Ou=BigInt(10**9),Iu=BigInt(10**6);function ns(e,t,n){S.check("target",e),L.checkEach("shares",t),Su(t,n);let o=new Map;for(let i of n)for(let a of i)o.has(a)||o.set(a,vu(a));let r=dn(e,t).map((i,a)=>xu(
i,n[a].map(c=>o.get(c)))),s=r.flatMap((i,a)=>{if(i[0]<=Z)return[];let c=n[a].length+2-i.length;return[new G("shares",a,`needs ${T(i[0])} records in stage ${c}`)]});if(s.length)throw new w("'shares' an\
d 'rates' must keep every volume up to 2^53, the most that a cell holds",s,"check the target and the rates");return r.map(i=>i.map(Number))}function Su(e,t){if(!e.length)throw new O("'shares' must hol\
d a share for each channel; got none");if(Ru(e),t.length!==e.length)throw new O(`'rates' must hold the rates of each channel that 'shares' names; got ${t.length} channels for ${e.length} shares`);let n=new Set(
t.map(s=>s.length));if(n.size!==1||n.has(0))throw new O(`'rates' must hold equally many rates for each channel, at least one; got ${t.map(s=>s.length).join(", ")}: write 1 for a step a channel lacks`);
let o=t.flatMap((s,i)=>s.flatMap((a,c)=>{let u=A.complaint(a);return u===null?[]:[new G("rates",i,`is ${u}`,c)]}));if(!o.length)return;let r=ae(o.map(({said:s})=>s));throw new w(`'rates' must be ${A.plural}`,
o.map(({entry:s,series:i},a)=>new G("rates",s,r[a],i)))}function Ru(e){let t=e.map(R),n=Ot(new Set(t.map(s=>s.d))),o=t.reduce((s,i)=>s+_(i)*(n/i.d),b);if((o<n?n-o:o-n)*Iu>n)throw new w(`'shares' must \
add up to 1, that is 100%; they add up to ${T(mt(o,n))}: give the channels shares of the whole target, a third as =1/3 and not 0.333`)}function vu(e){let t=R(e);return{above:_(t),below:t.d,computed:St(
t)}}function xu(e,t){let n=BigInt(e),o=[n];for(let r=t.length-1;r>=0&&n<=Z;r-=1){let{above:s,below:i,computed:a}=t[r],c=n*i;n=c/s;let u=c-n*s;u!==b&&!(a&&u*Ou<=c)&&(n+=U),o.push(n)}return o.reverse()}var Rt=class{constructor(t,n){if(S.check("entered",t),S.check("advanced",n),n>t)throw new w(`'advanced' must be at most 'entered'; got ${T(n)} of ${T(t)}: count both of the same records`);this.entered=
t,this.advanced=n}get posterior(){return[1+this.advanced,1+(this.entered-this.advanced)]}},ht=class e{constructor(t,n=!1,o=null){this.rate=t,this.computed=n,this.counts=o}static of(t){return A.check("\
rate",t),new e(R(t),St(t))}static learnt(t,n){let o=new Rt(t,n),r=t?E(n,t):E(0);return new e(r,!1,o)}};function Pt(e){if(A.checkEach("rates",e.map(t=>typeof t=="number"?t:1)),!e.length)throw new O("'r\
ates' must hold at least one rate; got none");return e.map(t=>t instanceof ht?t:t instanceof Rt?ht.learnt(t.entered,t.advanced):ht.of(t))}var yu=1e-290,P=class e{constructor(t,n=0){this.re=t,this.im=n}plus(t){return new e(this.re+t.re,this.im+t.im)}minus(t){return new e(this.re-t.re,this.im-t.im)}times(t){return new e(this.re*t.re-this.
im*t.im,this.re*t.im+this.im*t.re)}over(t){let{re:n,im:o}=t;if(Math.abs(n)>=Math.abs(o)){if(n===0)throw new D;let i=o/n,a=n+o*i;return new e((this.re+this.im*i)/a,(this.im-this.re*i)/a)}let r=n/o,s=n*
r+o;return new e((this.re*r+this.im)/s,(this.im*r-this.re)/s)}add(t){return new e(this.re+t,this.im)}scaled(t){return new e(this.re*t,this.im*t)}per(t){return new e(this.re/t,this.im/t)}negated(){return new e(
-this.re,-this.im)}get size(){let t=this.re*this.re+this.im*this.im;return t>yu&&t<1/0?Math.sqrt(t):Math.hypot(this.re,this.im)}},fe=new P(1),qe=new P(0);function gn(e){let t=Math.exp(e.re);if(!(t<1/0))
throw new D;return new P(t*Math.cos(e.im),t*Math.sin(e.im))}function zt(e){let[t,n]=[Math.abs(e.re),Math.abs(e.im)],o=e.size;if(o===0)throw new D;let[r,s]=t>n?[t,n]:[n,t],a=o>=.71&&o<=1.73?Math.log1p(
(r-1)*(r+1)+s*s)/2:Math.log(o);return new P(a,Math.atan2(e.im,e.re))}function os(e){return new P(Math.sinh(e.re)*Math.cos(e.im),Math.cosh(e.re)*Math.sin(e.im))}function rs(e){return new P(Math.cosh(e.
re)*Math.cos(e.im),Math.sinh(e.re)*Math.sin(e.im))}var ss=2**27+1;function De(e){if(Number.isInteger(e))return E(e);let[t,n]=[e,0];for(;!Number.isInteger(t);)t*=2,n+=1;return E(BigInt(t),BigInt(1)<<BigInt(n))}function is(e){let t=v(e);return[t,v(e.sub(
De(t)))]}function wn(e,t,n){let o=ss*e,r=o-(o-e),s=e-r,i=ss*t,a=i-(i-t),c=t-a;return s*c-(n-r*a-s*a-r*c)}function me(e){let t=Number(e);if(Number.isFinite(t))return Math.log(t);let n=BigInt(4*(e.toString(
16).length-256));return Math.log(Number(e>>n))+Math.LN2*Number(n)}function as(e){let t=BigInt(Math.floor(Math.sqrt(Number(e)))),n=BigInt(1);for(;t*t>e;)t-=n;for(;(t+n)*(t+n)<=e;)t+=n;return t}function cs(e){
let t=Math.floor(e),n=e-t;return n!==.5?n<.5?t:t+1:t%2===0?t:t+1}function Kt(e){return e.n===e.d&&_(e)>b}function Ct(e){if(!Number.isFinite(e))throw new D;return e}function X(e,t){if(t===0)throw new D;return e/t}function us(e){if(e<=0)throw new D;return Math.log(e)}function pe(e){if(e<=-1)throw new D;return Math.
log1p(e)}function qt(e){if(e<0)throw new D;return Math.sqrt(e)}var ls=BigInt(2),No=[19,17,15,13,11,9,7,5,3].map(e=>1/e),Mo=[3617/122400,1/156,691/360360,1/1188,1/1680,1/1260,1/360,1/12];function ge(e){if(Math.abs(e.re)+Math.abs(e.im)>.2)return zt(e.add(1)).minus(
e);let t=e.over(e.add(2)),n=t.times(t),[o,r]=[No[0],0];for(let s=1;s<No.length;s+=1){let i=o*n.re-r*n.im+No[s];r=o*n.im+r*n.re,o=i}return t.times(n.times(new P(2*o,2*r)).minus(e))}function de(e){let t=fe.
over(e),n=t.times(t);if(e.re>1e3)return t.times(new P(1/12-n.re/360,-n.im/360));let[o,r]=[Mo[0],0];for(let s=1;s<Mo.length;s+=1){let i=Mo[s]-(o*n.re-r*n.im);r=-(o*n.im+r*n.re),o=i}return t.times(new P(
o,r))}function bn(e,t){let n=t.per(e),o;if(n.size>.2)o=t.add(e-.5).times(zt(n.add(1))).minus(t);else{let r=ge(n);o=r.times(n.add(1)).plus(n.times(n)).scaled(e).minus(r.plus(n).scaled(.5))}return o.plus(
de(t.add(e))).minus(de(new P(e)))}function To(e,t,n){if(t>4*e**(2/3)||t>.15*e)return bn(e,n).minus(bn(e+t,n));let o=n.per(e),r=n.add(e),s=t/e,i=new P(t).over(r),a=ge(new P(s)).re,c=ge(o).scaled(t).minus(
n.scaled(a)).minus(o.scaled((t-.5)*s).over(o.add(1))).plus(r.add(t-.5).times(ge(i))).add(-(e+t-.5)*a),u=de(r.add(t)).minus(de(r));return c.plus(u).negated().plus(de(new P(e+t))).minus(de(new P(e)))}function vt(e){
let[t,n,o]=[0,0,0],r=e;for(;r<4;){let a=1/r;t-=a,n+=a*a,o-=2*a*a*a,r+=1}let s=1/r,i=s*s;return[t+Math.log(r)-s/2-i/12,n+s+i/2+i*s/6,o-i-i*s-i*i/2]}function Oo(e){let t=_(e);return ls*t>e.d&&t<ls*e.d?pe(
v(e.sub(1))):me(t)-me(e.d)}var Io=1e-10,hs=10,Ge=.2,_u=Ge/8,Au=40,fs=1e-17,Lu=.5,En=.25,Bu=4,$u=-745,Jt=class{constructor(t,n,o,r){this.wins=BigInt(t),this.needed=Number(t),this.rate=n,this.learnt=o,this.logRate=Oo(n),this.points=
[],this.step=Ge,this.tilt=0,this.low=!1,this.saddle=0,this.width=1,this.lean=0,this.findSaddle(r),this.lift=Math.max(0,Math.ceil(hs-Math.min(0,this.saddle))-this.needed),this.lifts=o.map(([s])=>Math.max(
0,Math.ceil(hs+Math.max(0,this.saddle))-s)),this.scale=this.gathered(),this.chooseBend(r),this.refine(r)}cumulants(t,n){let[o,r,s]=vt(this.needed+n);if(o-=this.logRate,t!==null){let[i,a,c]=vt(Number(t)+
1+n);[o,r,s]=[o-i,r-a,s-c]}for(let[i,a]of this.learnt){let[c,u,l]=vt(i-n),[h,f,m]=vt(i+a-n);[o,r,s]=[o-c+h,r+u-f,s-l+m]}return[o,r,s]}findSaddle(t){let[n,o]=this.cumulants(t,0);this.low=n>0;let r=qt(n*
n+4*o),s=this.learnt.reduce((f,[m])=>Math.min(f,m),1/0),[i,a]=this.low?[-this.needed,0]:[0,s],c=X(-n+(this.low?-r:r),2*o);i<c&&c<a||(c=.9*(i+a));let[u,l]=[1,0];for(let f=0;f<60;f+=1){let m=this.cumulants(
t,c),p=m[0]-X(1,c);u=m[1]+X(1,c*c),l=m[2]-X(2,c*c*c);let d=c-X(p,u);if(Math.abs(d-c)*qt(u)<.01||(d<=i?d=(c+i)/2:d>=a&&(d=(c+a)/2),!(i<d&&d<a)))break;c=d}this.saddle=c,this.width=X(1,qt(u));let h=-l*this.
width/(3*u);this.lean=Math.sign(h)*Math.min(Math.abs(h),Lu)}gathered(){return this.learnt.reduce((t,[n,o],r)=>{let s=BigInt(n)+BigInt(this.lifts[r]);return t.mul(E(s+BigInt(o),s))},E(this.wins+BigInt(
this.lift)).div(this.rate))}fixed(t){let n=t.negated(),[o,r]=[qe,fe];return this.learnt.forEach(([s,i],a)=>{let c=this.lifts[a];o=o.plus(To(s+c,i,n));for(let u=0;u<c;u+=1){let l=n.per(s+u+i).add(1);r=
r.times(l.over(n.per(s+u).add(1)))}}),o.plus(zt(r))}point(t){let n=new P(t,this.tilt),{re:o,im:r}=os(n),s=new P(this.saddle+this.width*(Math.sin(this.tilt)-r),this.width*o),i=rs(n).scaled(this.width/Math.
PI);return{s,fixed:this.fixed(s),weight:t===0?i.scaled(.5):i}}chooseBend(t){let[n,o]=[1/0,this.lean];for(let r of[this.lean,En,-En,2*En,-2*En]){this.tilt=r;let[s,i]=this.reach(t),a=i*s.length**2;if((!this.
points.length||a<n)&&([n,o,this.points]=[a,r,s]),s.length*Ge<Bu)break}this.tilt=o}reach(t){let n=this.integrand(t),o=[],[r,s]=[0,1/0];for(;o.length*Ge<=Au;){let i=this.point(o.length*Ge);o.push(i);let{
size:a}=n(i);if([r,s]=[Math.max(r,a),Math.min(s,a)],s<=fs*r)return[o,1];if(a>1e3*s)break}return[o,s/r/fs]}refine(t){let n=this.sum(t);for(;this.step>_u;){let o=this.points.length;this.step/=2;for(let s=0;s<
o;s+=1)this.points.push(this.point((2*s+1)*this.step));let r=this.sum(t);if(Math.abs(r-n)<=Io*Math.abs(r))return;n=r}}get play(){return 1/this.points.reduce((t,{s:n})=>Math.max(t,n.size),0)}sum(t){let n=this.
integrand(t);return this.points.reduce((o,r)=>o+n(r).re,0)*this.step}integrand(t){let{needed:n,wins:o,lift:r}=this,s=n+r,i=t===null?-U:BigInt(t)-o,a=Number(i+U),c=E(o+i+U+BigInt(r)),u=Oo(a?this.scale.
div(c):this.scale);return({s:l,fixed:h,weight:f})=>{let m=a?To(s,a,l):bn(s,l),p=h.plus(l.scaled(u)).plus(m);if(p.re<$u)return qe;let d=f.times(gn(p)).over(l);for(let M=0;M<r;M+=1)d=d.over(l.per(n+M).add(
1)),a&&(d=d.times(l.per(n+M+a).add(1)));return d}}tails(t){let n=Math.min(Math.abs(this.sum(t)),1);return this.low?[1-n,n]:[n,1-n]}};var gs=BigInt(2),Cu=1e-17,Uu=.35,ku=5,ms=300,Fu=200,Pu=-745;function te(e,t){let n=t.filter(([,u])=>Kt(u)),o=t.filter(([u,l])=>!Kt(l)&&u),r=e-n.reduce((u,[l])=>u+l,0),s=o.reduce((u,[l])=>u+l,0);if(r<=
0)return[0,1];if(r>s)return[1,0];if(r===s){let u=o.reduce((l,[h,f])=>l+h*ps(f),0);return[-Math.expm1(u),Math.exp(u)]}if(r===1){let u=o.reduce((l,[h,f])=>l+h*ps(Ro(f)),0);return[Math.exp(u),-Math.expm1(
u)]}let i=o.map(([u,l])=>l.mul(E(u))),a=v(sn(i).sub(E(r))),c=Du(o.map(qu),a);return a>-.5?[c,1-c]:[1-c,c]}function Ro(e){return E(e.d-_(e),e.d)}function qu([e,t]){return gs*t.n<=t.d?{records:e,p:v(t),
sign:1}:{records:e,p:v(Ro(t)),sign:-1}}function ps(e){return gs*e.n>e.d?pe(-v(Ro(e))):us(v(e))}function Du(e,t){let[n,o]=Gu(e,t),r=Math.max(4,Math.ceil(Ct(Math.PI/(Uu*o)))),s=Math.PI/r,i=[So(e,t,new P(
n,0)).scaled(.5)],a=Cu*i[0].size;for(;i.length<=r&&i[i.length-1].size>a;)i.push(So(e,t,new P(n,i.length*s)));let c=i.reduce((h,{re:f})=>h+f,0);i.length>r&&(c-=i[i.length-1].re/2);let u=Math.min(i.length,
r),l=c*s;for(let h=0;h<ku;h+=1){let f=0;for(let p=0;p<u;p+=1)f+=So(e,t,new P(n,(p+.5)*s)).re;c+=f,u*=2,s/=2;let m=Math.abs(c*s-l)<=Io*Math.abs(l);if(l=c*s,m)break}return Math.min(Math.abs(l)/Math.PI,1)}
function So(e,t,n){let o=n.scaled(t);for(let{records:r,p:s,sign:i}of e){let a=i>0?n:n.negated(),[c,u]=ds(a),l=c.scaled(s),h=l.size<1?ge(l).plus(u.scaled(s)):zt(l.add(1)).minus(a.scaled(s));o=o.plus(h.
scaled(r))}return o.re>Pu?gn(o).over(ds(n.negated())[0].negated()):qe}function Gu(e,t){let n=e.reduce((u,{records:l,p:h})=>u+l*h*(1-h),0),o=t>-.5,r=qt(t*t+4*n),s=X(-t+(o?-r:r),2*n),[i,a]=o?[-ms,0]:[0,
ms];s=Math.max(-3,Math.min(3,s));let c=0;for(let u=0;u<Fu;u+=1){let l=t;c=0;for(let{records:m,p,sign:d}of e){let M=Math.expm1(d*s),y=p*(M+1)/(1+p*M);l+=d*m*p*(1-p)*M/(1+p*M),c+=m*y*(1-y)}let h=Math.expm1(
s);if(l-=X(1,h),c+=X(h+1,h*h),l>0?a=s:i=s,Math.abs(l)<.01*qt(c))break;let f=s-Math.max(-2,Math.min(2,X(l,c)));i<f&&f<a||(f=(i+a)/2),s=f}return[s,X(1,qt(c))]}function ds(e){let t=Math.sin(e.im/2),n=Math.
exp(e.re),o=new P(Math.expm1(e.re)*Math.cos(e.im)-2*t*t,n*Math.sin(e.im));if(e.size>.3)return[o,o.minus(e)];let r=fe;for(let s=13;s>2;s-=1)r=r.times(e).per(s).add(1);return[o,e.times(e).scaled(.5).times(
r)]}var ws=[[2509.0809287301227,33430.57558358813,67265.7709270087,45921.95393154987,13731.69376550946,1971.5909503065513,133.14166789178438,3.3871328727963665],[5226.495278852854,28729.085735721943,39307.89580009271,
21213.794301586597,5394.196021424751,687.1870074920579,42.31333070160091,1]],Hu=[[.0007745450142783414,.022723844989269184,.2417807251774506,1.2704582524523684,3.6478483247632045,5.769497221460691,4.630337846156546,
1.4234371107496835],[10507500716444169e-25,.0005475938084995345,.015198666563616457,.14810397642748008,.6897673349851,1.6763848301838038,2.053191626637759,1]],Wu=[[20103343992922881e-23,27115555687434876e-21,
.0012426609473880784,.026532189526576124,.29656057182850487,1.7848265399172913,5.463784911164114,6.657904643501103],[20442631033899397e-31,1421511758316446e-22,18463183175100548e-21,.0007868691311456133,
.014875361290850615,.1369298809227358,.599832206555888,1]];function gt(e){if(!(e>0&&e<1))throw new D;let t=e-.5;if(Math.abs(t)<=.425){let a=.180625-t*t;return Nn(ws[0],a)*t/Nn(ws[1],a)}let n=Math.sqrt(
-Math.log(t<=0?e:1-e)),[[o,r],s]=n<=5?[Hu,n-1.6]:[Wu,n-5],i=Nn(o,s)/Nn(r,s);return t<0?-i:i}function Nn(e,t){return e.reduce((n,o)=>n*t+o,0)}var bs=-750;function Ns(e,t){return Ms(e+1,t)[0]}function Mn(e,t){return Ms(e,t)[1]}function Ms(e,t){if(!(Number.isFinite(t)&&t>=0))throw new w(`'mean' must be a number from 0 up; got ${ot(t,15)}`);return e<=0?[0,
1]:t===0?[1,0]:e===1?[Math.exp(-t),-Math.expm1(-t)]:e>t&&Es(e,t)<bs?[1,0]:e-1<t&&Es(e-1,t)<bs?[0,1]:new Jt(e,De(t),[],null).tails(null)}function Es(e,t){if(t>e*1e6)return e-t+e*(Math.log(t)-Math.log(e));
let n=(t-e)/e;return n>-1?-e*(n-Math.log1p(n)):-1/0}function Tn(e,t,n,o){return e<=0?[0,1]:e>t?[1,0]:o.length?new Jt(e,n,o,t).tails(t):te(Number(e),[[Number(t),n]])}function vo(e,t,n){let o=new Rt(e,t);H.check("confidence",n);let[r,s]=[o.entered,o.advanced];if(r===0)throw new k("nobody entered, so there is no rate: 'entered' must be a whole number from 1 up; got \
0");let i=-gt((1-n)/2),a=i*Math.sqrt(s*(r-s)/r+i*i/4),c=s+i*i/2+a,u=Math.min(s*s/r/c,s/r),l=Math.min(Math.max(c/(r+i*i),s/r),1);return{low:u,high:l,confidence:n}}function Ts(e){return Is(e).map(t=>t.advanced/
t.entered)}function Os(e,t){return Is(e).map(n=>({rate:n.advanced/n.entered,interval:vo(n.entered,n.advanced,t),counts:n}))}function we(e,t=null){if(t!==null&&e.length!==t)throw new O(`'volumes' must \
hold one number per stage, ${t} for ${t-1} rates, the last being those already won; got ${e.length}: write 0 where a stage is empty`);return S.checkEach("volumes",e),[...e]}function Is(e){let t=we(e);
if(t.length<2)throw new O(`'volumes' must hold at least two stages; got ${t.length}`);let n=t.slice(1).map((s,i)=>[t[i],s]),o=[],r=new Set;if(n.forEach(([s,i],a)=>{s===0&&(o.push(new G("volumes",a,"is\
 0")),r.add(k)),i>s&&(o.push(new G("volumes",a+1,`is ${i}, after ${s}`)),r.add(w))}),o.length){let[s]=r,i=[...r].map(a=>a===k?"a rate needs records that entered its stage: 'volumes' must be from 1 up \
but for the last":"'volumes' must not grow down the funnel, no more can advance than entered");throw new s(i.join(" and "),o,"count the same records in each stage, over a longer time")}return n.map(([
s,i])=>new Rt(s,i))}var Yu=4e-16,xo=1e-15,ju=300,ee=class{constructor(t,n,o,r){this.kind=t,this.curve=n,this.low=o,this.high=r,this.slope=r>o?(n.result(r)-n.result(o))/(r-o):0,this.logSlope=this.slope>0?Math.log(this.slope):
-1/0}},On=class{constructor(t,n){this.curves=t,this.budget=n,this.logBudget=Math.log(n);let o=new Set(t.filter(r=>r.isS).map(r=>r.logSteepest));this.jumps=[...o].sort((r,s)=>r-s),this.near=t.map(()=>NaN),
this.work=0}balance(t,n){let{rising:o}=t;if(this.curves.reduce((h,{turn:f},m)=>h+t.least[m]*f,0)+(o?o.low:0)>this.budget||!t.most.some(Boolean)&&(!o||o.high<this.budget))return null;let[s,i,a,c]=[-1/0,
1/0,0,0],[u,l]=[n,1];for(let h=0;h<ju;h+=1){let[f,m,p]=this.spent(t,u);if(f<=this.budget&&this.budget<=m||Math.abs(f-this.budget)<=Yu*this.budget||(f>this.budget?[s,a]=[u,f]:[i,c]=[u,m],-1/0<s&&i-s<=xo*
Math.max(1,Math.abs(s))))break;let d=NaN;if(p<0&&0<m&&m<1/0&&(d=u-(Math.log(m)-this.logBudget)*(m/p)),s===-1/0||i===1/0){let M=i===1/0?1:-1;u=Math.abs(d-u)<8*l?d+M*.001*l:u+M*l,l*=2}else o&&s<o.logSlope&&
o.logSlope<i?u=o.logSlope:u=this.between([s,a],[i,c],d,h)}return this.laid(t,u)}between([t,n],[o,r],s,i){let a=yo(this.jumps,l=>l>t),c=yo(this.jumps,l=>!(l<o));if(a>=c)return t<s&&s<o?s:(t+o)/2;let u=Math.
floor((a+c)/2);if(i%3&&r>0&&n<1/0){let[l,h]=[Math.log(n),Math.log(r)],f=(l-this.logBudget)/(l===h?1:l-h),m=t+f*(o-t),p=yo(this.jumps,d=>!(d<m),a,c);u=Math.min(Math.max(p,a),c-1)}return this.jumps[u]}spent(t,n){
let{curves:o,near:r}=this;this.work+=Math.floor(o.length/8)+1;let[s,i,a]=[0,0,0];for(let u=0;u<o.length;u+=1){let l=o[u],h=t.most[u];if(n>=l.logSteepest){let f=h;h=t.least[u],n===l.logSteepest&&f>h&&l.
isS&&(i+=(f-h)*l.touch)}if(h){let[f,m,p]=l.spendAt(n,r[u]);r[u]=p,this.work+=1,s+=h*f,a+=h*m}}let{rising:c}=t;return c&&(n===c.logSlope&&(i+=c.high-c.low),s+=n<c.logSlope?c.high:c.low),[s,s+i,a]}laid(t,n){
let[o,r]=[this.budget,0],s=this.curves.map((d,M)=>{let y=(n<d.logSteepest?t.most:t.least)[M];if(y){let[lt]=d.spendAt(n,this.near[M]);o-=y*lt,r+=y*d.result(lt)}return y}),i=t.rising,a=0;i&&(a=n<i.logSlope?
i.high:i.low,o-=a);let[c,u,l]=this.shared(t,n,s,o);o=l,r+=u;let h=Math.exp(Math.min(n,700)),[f,m]=[0,0];if(c&&(f=Math.max(c[1]*h-this.curves[c[0]].result(c[1]),0)),i){if(n===i.logSlope){let y=Math.min(
Math.max(o,0),i.high-i.low);a=i.low+y,o-=y}let d=i.curve.result(a);r+=d;let M=i.curve.result(i.low)+(a-i.low)*i.slope;m=Math.max(M-d,0)}let p=r+f+m+o*h;return{logPrice:n,counts:s,part:c,rising:a,bound:p,
value:r,gapOfPart:f,gapOfRising:m}}shared(t,n,o,r){let s=0;for(let i=0;i<this.curves.length;i+=1){let a=this.curves[i],c=t.most[i]-o[i];if(c<=0||r<=xo*this.budget||n!==a.logSteepest)continue;let u=Math.
min(c,Math.floor(Ct(r/a.touch)));if(o[i]+=u,s+=u*a.result(a.touch),r-=u*a.touch,u<c&&r>xo*this.budget)return[[i,r],s+a.result(r),0]}return[null,s,r]}};function yo(e,t,n=0,o=e.length){let[r,s]=[n,o];for(;r<
s;){let i=Math.floor((r+s)/2);t(e[i])?s=i:r=i+1}return r}var In=class{constructor(){this.heap=[],this.number=0}get size(){return this.heap.length}push(t,n){let{heap:o}=this,r={rank:t,number:this.number,item:n};this.number+=1;let s=o.length;for(;s>0;){let i=s-
1>>1;if(!_o(r,o[i]))break;o[s]=o[i],s=i}o[s]=r}pop(){let{heap:t}=this,[n]=t,o=t.pop();if(!t.length)return n.item;let r=0;for(;;){let s=2*r+1;if(s>=t.length||(s+1<t.length&&_o(t[s+1],t[s])&&(s+=1),!_o(
t[s],o)))break;t[r]=t[s],r=s}return t[r]=o,n.item}};function _o(e,t){return e.rank===t.rank?e.number<t.number:e.rank<t.rank}function at(e){let t=[],n=0,o=0;for(let r=0;r<e.length;r+=1){let s=e[r];Number.isFinite(s)?n=Vu(t,n,s):o+=s}return o===0?Qu(t,n):o}function Vu(e,t,n){let o=0,r=n;for(let s=0;s<t;s+=1){let i=e[s],a=r+i,
c=Math.abs(r)<Math.abs(i)?r-(a-i):i-(a-r);c!==0&&(e[o]=c,o+=1),r=a}if(!Number.isFinite(r))throw new D;return e[o]=r,o+1}function Qu(e,t){let n=t-1;if(n<0)return 0;let o=e[n],r=0;for(;n>0;){n-=1;let s=o,
i=e[n];if(o=s+i,r=i-(o-s),r!==0)break}if(n>0&&r!==0&&r<0==e[n-1]<0){let s=r*2,i=o+s;s===i-o&&(o=i)}return o}var Ao=1e-11,Xu=4e-16,Zu=1e-15,zu=1e-14,Ss=1e-6,Rs=60,Ku=1e6,xs=1e3,Ju=[1e-9,1e-8,1e-7,1e-6,1e-5,1e-4,.001,.01,.1];function ys(e,t){let n=new Bo(e,t),[o,r]=n.run();return n.settled(o,r)}var Bo=class{constructor(t,n){
this.kinds=t,this.budget=n,this.curves=t.map(o=>o.curve),this.hulls=new On(this.curves,n),this.below=tl(this.curves)}run(){let t={least:this.kinds.map(({curve:s,count:i})=>s.isS?0:i),most:this.kinds.map(
({count:s})=>s),rising:null},n=this.hulls.balance(t,this.firstGuess()),o=[t,n],r=new In;for(r.push(-n.bound,o);r.size&&this.hulls.work<Ku;){let[s,i]=r.pop();if(i.bound<=o[1].value*(1+Ao))break;for(let a of this.
children(s,i)){let c=this.hulls.balance(a,i.logPrice);c&&(c.value>o[1].value*(1+Xu)&&(o=[a,c]),c.bound>o[1].value*(1+Ao)&&r.push(-c.bound,[a,c]))}}return o}children(t,n){let{rising:o}=t;if(o&&n.gapOfRising>=
n.gapOfPart){let{kind:l,curve:h,low:f,high:m}=o,p=m-f,d=Math.min(Math.max(n.rising,f+p/10),m-p/10);return f<d&&d<m?[{...t,rising:new ee(l,h,f,d)},{...t,rising:new ee(l,h,d,m)}]:[]}if(!n.part)return[];
let[r]=n.part,s=n.counts[r],i={...t,least:vs(t.least,r,s+1)},a={...t,most:vs(t.most,r,s)},c=[i],u=s?a:this.without(a,r);if(u&&c.push(u),!o&&t.most[r]===this.kinds[r].count){let l=this.curves[r],h=new ee(
r,l,0,Math.min(l.turn,this.budget));c.push({...a,rising:h})}return c}without(t,n){var i;let o=(i=this.below.get(n))!=null?i:[],r=t.rising;if(o.some(a=>t.least[a]||r&&r.kind===a))return null;let s=[...t.
most];for(let a of o)s[a]=0;return{...t,most:s}}settled(t,n){var i,a;let o=[...n.counts],r=null;if(t.rising&&n.rising>0&&(r=[t.rising.kind,n.rising]),n.part){let[c,u]=n.part;u>=this.curves[c].turn?o[c]+=
1:r||(r=n.part)}let{logPrice:s}=n;return r&&!o.some(Boolean)?{each:o.map(()=>0),counts:o,odd:[r[0],this.budget]}:(r?[s,r]=this.equalReturns(o,r,s):(n.part||t.rising)&&(s=(a=(i=this.hulls.balance(Lo(o),
s))==null?void 0:i.logPrice)!=null?a:s),this.spends(o,r,s))}spends(t,n,o){let r=this.curves.map((c,u)=>t[u]?c.spendAt(o,this.hulls.near[u]):[0,0]),s=r.map(([c])=>c),i=this.budget-at(s.map((c,u)=>t[u]*
c))-(n?n[1]:0),a=r.reduce((c,[,u],l)=>c+t[l]*u,0);return!n&&a<0&&Math.abs(i)<Ss*this.budget?s=r.map(([c,u])=>Math.max(c+i/a*u,0)):!n&&(!s.some(Boolean)||i<=-Ss*this.budget)&&i>-1/0&&(s=this.toTheSteepest(
t,s)),{each:s,counts:t,odd:n}}toTheSteepest(t,n){let o=t.map((c,u)=>u).filter(c=>t[c]),r=o.some(c=>this.curves[c].isS&&n[c]>0);if(!o.length||r)return n;let s=o.map(c=>this.curves[c].logReturn(this.budget)),
i=s.reduce((c,u)=>Math.max(c,u)),a=o[s.findIndex(c=>c>=i-Ao)];return n.map((c,u)=>u===a?this.budget/t[a]:0)}equalReturns(t,[n,o],r){let s=this.curves[n],i=Lo(t),a=s.logReturn(o);for(let h=0;h<Rs;h+=1){
let[f,,m]=this.hulls.spent(i,a),[p,d]=s.risingSpendAt(a);if(m+d===0)break;let M=(f+p-this.budget)/(m+d);if(a-=M,Math.abs(M)<=Zu*Math.max(1,Math.abs(a))){let[y]=s.risingSpendAt(a);if(.5*o<y&&y<2*o)return[
a,[n,y]];break}}let c=this.betweenReturns(t,n,o,r);a=s.logReturn(c);let[u]=this.hulls.spent(i,a);if(Math.abs(u+c-this.budget)<=zu*this.budget)return[a,[n,c]];let l=this.hulls.balance(this.held(t,n,c),
r);return[l?l.logPrice:r,[n,c]]}betweenReturns(t,n,o,r){let s=this.curves[n],i=a=>{let c=this.hulls.balance(this.held(t,n,a),r);return c?s.logReturn(a)-c.logPrice:-1/0};for(let a of this.curves.length<=
xs?Ju:[]){let[c,u]=[o*(1-a),Math.min(o*(1+a),s.turn)];if(i(c)>0&&0>i(u)){for(let l=0;l<Rs;l+=1){let h=(c+u)/2;i(h)>0?c=h:u=h}return c}}return o}held(t,n,o){return{...Lo(t),rising:new ee(n,this.curves[n],
o,o)}}firstGuess(){let t=this.kinds.reduce((n,{count:o})=>n+o,0);return this.curves[0].logReturn(this.budget/t)}};function tl(e){let t=new Map;e.forEach((o,r)=>{if(!o.isS)return;let s=t.get(o.shape);s?
s.push(r):t.set(o.shape,[r])});let n=new Map;for(let o of t.values())if(!(o.length>xs))for(let r of o){let{ceiling:s,half:i}=e[r],a=o.filter(c=>c!==r&&e[c].ceiling<=s&&e[c].half>=i);n.set(r,a)}return n}
function Lo(e){return{least:e,most:e,rising:null}}function vs(e,t,n){return[...e.slice(0,t),n,...e.slice(t+1)]}var Rn=class{constructor(t,n,o){this.ceiling=t,this.half=n,this.shape=o;let[r,s]=[Math.log(n),o],i=Math.log(t)-r;if(this.logHalf=r,this.logScale=i+Math.log(s),this.turn=this.touch=0,this.logSteepest=this.
logTurn=s===1?i:1/0,s>1){let a=Math.log((s-1)/(s+1));this.turn=Sn(r+a/s),this.touch=Sn(r+Math.log(s-1)/s),this.logSteepest=i+Math.log(s-1)*(s-1)/s-Math.log(s),this.logTurn=this.logScale+(s-1)*a/s-2*$o(
a)}}get isS(){return this.shape>1}result(t){if(t<=0)return 0;let n=this.shape*(Math.log(t)-this.logHalf);return this.ceiling*(n>-709?1/(1+Math.exp(-n)):0)}logReturn(t){let n=Math.log(Math.max(t,Number.
MIN_VALUE))-this.logHalf;return this.logScale+(this.shape-1)*n-2*$o(this.shape*n)}spendAt(t,n=NaN){let o=t-this.logScale,r=this.shape;if(r===1){let c=Math.expm1(Math.min(-o/2,709));return c>0?[this.half*
c,-this.half*(c+1)/2,n]:[0,0,NaN]}if(t>=this.logTurn)return[this.turn,0,NaN];let s=n;(Number.isNaN(s)||r>1&&r*s<=Math.log((r-1)/(r+1)))&&(s=-o/(r+1),r<1&&(s=Math.min(s,-o/(1-r))));let i=-1;for(let c=0;c<
100;c+=1){let u=r*s,l=Math.exp(-Math.abs(u));if(i=r-1-2*r*((u>=0?1:l)/(1+l)),i>=0)return[this.turn,0,NaN];let h=((r-1)*s-2*(Math.max(u,0)+Math.log1p(l))-o)/i;if(s-=h,Math.abs(h)*Math.max(r,1)<=1e-8*Math.
max(1,Math.abs(s)*1e-8))break}let a=Sn(this.logHalf+s);return[Math.max(a,this.turn),a/i,s]}risingSpendAt(t){let n=t-this.logScale,o=this.shape,r=n/(o-1),s=1;for(let a=0;a<100;a+=1){let c=o*r;if(s=o-1-
2*o*el(c),s<=0)return[this.turn,0];let u=((o-1)*r-2*$o(c)-n)/s;if(r-=u,Math.abs(u)*o<=1e-8)break}let i=Sn(this.logHalf+r);return[Math.min(i,this.turn),i/s]}};function Sn(e){return e<709?Math.exp(e):1/0}
function $o(e){return e>0?e+Math.log1p(Math.exp(-e)):Math.log1p(Math.exp(e))}function el(e){if(e>=0)return 1/(1+Math.exp(-e));let t=Math.exp(e);return t/(1+t)}function _s(e,t,n,o=1){F.check("budget",e);let r=ol(t,n,o),s=r.map(()=>0);if(e===0)return s;let i=new Map;if(r.forEach((l,h)=>{if(l[0]<=0)return;let f=String(l),m=i.get(f);m?m.push(h):i.set(f,[h])}),!i.
size)throw new w("'ceiling' must be above 0 for one channel at least, or a budget brings nothing; all are 0: write what each channel could bring at most");let a=[...i.values()],c=a.map(l=>({curve:new Rn(
...r[l[0]]),count:l.length})),u=ys(c,e);if(a.forEach((l,h)=>{for(let f of l.slice(0,u.counts[h]))s[f]=u.each[h];u.odd&&u.odd[0]===h&&(s[l[u.counts[h]]]=u.odd[1])}),!s.every(Number.isFinite))throw new w(
`a 'budget' of ${T(e)} and these curves lead to spends above 1.8e+308, the largest number that a cell can hold: check them`);return rl(s,e)}function As(e,t,n,o=1){if(It.check("result",e),W.check("ceil\
ing",t),B.check("half",n),$t.check("shape",o),e===0)return 0;if(e>=t)throw new w(`no spend buys a 'result' of ${T(e)}: it must stay below the ceiling, ${T(t)}, which is the most that this channel can \
bring; lower the result or add another channel`);let r=R(t).sub(R(e)),s=o===1?v(R(n).mul(R(e)).div(r)):nl(v(R(e).div(r)),1/o)*n;if(s===1/0)throw new w(`a 'result' of ${T(e)} of at most ${T(t)} takes a\
 spend above 1.8e+308, the largest number that a cell can hold: lower the result, or check 'shape'`);return s}function nl(e,t){return e===1?1:e**t}function ol(e,t,n){W.checkEach("ceiling",e),B.checkEach(
"half",t);let o=typeof n=="number"?e.map(()=>n):n;if(typeof n=="number"?$t.check("shape",n):$t.checkEach("shape",n),!e.length)throw new O("'ceiling' must hold a number for each channel; got none");if(e.
length!==t.length||t.length!==o.length)throw new O(`'ceiling', 'half' and 'shape' must be equally long; got ${e.length}, ${t.length} and ${o.length} numbers`);return e.map((r,s)=>[r,t[s],o[s]])}function rl(e,t){
let n=0;e.forEach((o,r)=>{o>e[n]&&(n=r)});for(let o=0;o<2;o+=1)e[n]+=t-at(e);return e}function Ls(e,t,n){let[o,r]=n,[s,i]=t,[a,c]=n,[u,l]=[o,.5];for(let h=0;h<200;h+=1){let f=o+l*(s-o),m=e(f);m>0==r>0?[a,c]=[o,r]:[a,c,s,i]=[s,i,o,r],[o,r]=[f,m],u=Math.abs(r)<Math.abs(i)?o:s;let p=s===o?
1:2*4e-16*Math.max(1,Math.abs(u))/Math.abs(s-o);if(p>.5||m===0)return u;let[d,M]=[(o-s)/(a-s),(r-i)/(c-i)];l=.5,M*M<d&&(1-M)*(1-M)<1-d&&(l=r/(i-r)*c/(i-c)+(a-o)/(s-o)*r/(c-r)*(i/(c-i))),l=Math.min(Math.
max(l,p),1-p)}return u}var xt=16,Co=13,be=class{constructor(t){var r,s;let n=new Map;for(let i of t)n.set(i,((r=n.get(i))!=null?r:0)+1);this.heads=Array.from({length:xt},()=>0),this.headTotal=0;let o=new Map;for(let[i,a]of n)
if(i>xt){let c=Uo(i-xt),u=(s=o.get(c))!=null?s:new Map;o.set(c,u.set(i-xt,a))}else{this.headTotal+=i*a;for(let c=0;c<i;c+=1)this.heads[c]+=a}this.octaves=[...o].sort(([i],[a])=>i-a).map(([i,a])=>sl(i,
a))}totalUpTo(t){let n=BigInt(this.headTotal);for(let o of this.octaves)o.octave<=t&&(n+=o.total);return n}sums(t,n){let[o,r]=[0,0];for(let{octave:l,number:h}of this.octaves)l<=n?o+=h:r+=h;let[s,i,a]=[
0,0,0];this.heads.forEach((l,h)=>{let f=X(1,t+h);s+=(l+o+r)*f,i+=(l+o+r)*f*f,a+=((l+o)*h-r*t)*f});let c=t+xt,u=vn(c);for(let{octave:l,points:h}of this.octaves)for(let[f,m]of h){let p=c+f,d=f/c,M=.5*f/
(c*p)+u-vn(p),y=Math.log1p(d),lt=y+M;if(s+=m*lt,i+=m*(f/(c*p)*(1+.5*(c+p)/(c*p))+(1/c**3-1/p**3)/6),l>n)a-=m*t*lt;else{let ie=d>.2?d-y:il(d);a+=m*(c*(ie-M)+xt*lt)}}return{inverse:s,square:i,excess:a}}};
function He(e,t){let[n,o]=[e,0];e<xt&&(n=e+xt,o=at(Array.from({length:xt},(i,a)=>X(t,(e+a)*(e+t+a)))));let r=n+t,s=.5*t/(n*r)+vn(n)-vn(r);return o+Math.log1p(t/n)+s}function Uo(e){return e<2**32?32-Math.
clz32(e):64-Math.clz32(e/2**32)}function sl(e,t){let[n,o]=[0,b];for(let[u,l]of t)n+=l,o+=BigInt(u+xt)*BigInt(l);if(t.size<=Co){let u=[...t].sort(([l],[h])=>l-h);return{octave:e,points:u,number:n,total:o}}
let r=Array.from({length:Co},(u,l)=>Math.PI*(l+.5)/Co),s=r.map(u=>e-.5+.5*Math.cos(u)),i=r.map((u,l)=>(l%2?-1:1)*Math.sin(u)),a=s.map(()=>0);for(let[u,l]of t){let h=Math.log2(u),f=s.indexOf(h);if(f>=0){
a[f]+=l;continue}let m=i.map((d,M)=>d/(h-s[M])),p=l/m.reduce((d,M)=>d+M,0);m.forEach((d,M)=>{a[M]+=p*d})}let c=s.map((u,l)=>[2**u,a[l]]);return{octave:e,points:c,number:n,total:o}}function vn(e){let t=1/
(e*e);return t*(1/12-t*(1/120-t*(1/252-t*(1/240-t*(1/132)))))}function il(e){let t=e/(2+e),n=t*t,o=1/9+n*(1/11+n*(1/13+n*(1/15+n/17))),r=1/3+n*(1/5+n*(1/7+n*o));return t*(e-2*n*r)}var al=1e-6,cl=1e6,ul=200,ll=4e-16,hl=1e-9,fl=1e-9,ml=.01,pl=64,dl=10**6,gl=2,wl=[[.04691007703066802,.11846344252809454],[.23076534494715845,.23931433524968324],[.5,.28444444444444444],[.7692346550528415,
.23931433524968324],[.953089922969332,.11846344252809454]],xn=class{constructor(t){this.counts=t,this.wins=new be(t.map(([,r])=>r)),this.losses=new be(t.map(([r,s])=>r-s)),this.records=new be(t.map(([
r])=>r)),this.allWins=Dt(t.map(([,r])=>r)),this.allLosses=Dt(t.map(([r,s])=>r-s));let[n,o]=[Number(this.allWins),Number(this.allLosses)];this.logit=Math.log(n)-Math.log(o),this.mirrored=this.allWins>this.
allLosses,this.pairs=El(t.map(([r,s])=>this.mirrored?[r-s,s]:[s,r-s])),this.rare=Math.min(n,o)<ml*(n+o)&&this.pairs.length<=pl&&this.pairs.every(([r])=>r<=dl)}best(){let t=this.counts.reduce((m,[p])=>Math.
max(m,p),0),n=Math.log(al/t),o=Math.log(cl*this.counts.length),r=Math.trunc((o-n)/Math.log(2))+2,s=Array.from({length:r},(m,p)=>n+p*Math.log(2)),i=this.risesFromNothing(),a=s.map(m=>this.slope(m));i&&
a[0]<0&&this.lookFainter(s,a);let c=[];for(let m=1;m<s.length;m+=1)if(a[m-1]>0&&0>=a[m]){let p=d=>this.slope(d);c.push(Ls(p,[s[m-1],a[m-1]],[s[m],a[m]]))}if(!c.length)return null;let[u,l]=i?[c[0],c[0]]:
[-1/0,s[0]],[h,f]=[0,0];for(let m of i?c.slice(1):c)h+=this.climb(l,m),l=m,h>f+fl&&([u,f]=[m,h]);return u===-1/0?null:[ne(this.bestLogit(u)),Math.exp(-u)]}slope(t){let n=this.bestLogit(t),o=Math.exp(-t);
if(this.rare)return this.rareSlope(o,this.mirrored?-n:n);let r=bl(o);return at([this.wins.sums(o*ne(n),r).excess,this.losses.sums(o*ne(-n),r).excess,-this.records.sums(o,r).excess,Number(this.records.
totalUpTo(r)-this.wins.totalUpTo(r)-this.losses.totalUpTo(r))])}rareSlope(t,n){let[o,r]=[t*ne(n),t*ne(-n)],s=He(r,o);return at(this.pairs.map(([i,a,c])=>{let u=o*(He(t,i+a)-He(o,i));return c*(u+r*(He(
r+a,o+i)-s))}))}bestLogit(t){let n=Math.exp(-t),[o,r,s]=[-1/0,1/0,this.logit];for(let i=0;i<ul;i+=1){let[a,c]=[ne(s),ne(-s)],[u,l]=[a*n,c*n],[h,f]=[this.wins.sums(u,0),this.losses.sums(l,0)],m=Math.log(
h.inverse)-Math.log(f.inverse);m>0?o=s:r=s;let p=u*c*h.square/h.inverse+l*a*f.square/f.inverse,d=X(m,p),M=!(o<s+d&&s+d<r);if(M&&Number.isFinite(o)&&Number.isFinite(r)&&(d=(o+r)/2-s),s+=d,Math.abs(d)<=
(M?ll:hl)*Math.max(1,Math.abs(s)))break}return this.logit=s,s}risesFromNothing(){let[t,n]=[this.allWins,this.allLosses],o=t+n;return o*n*Dt(this.counts.map(([,s])=>s),ko)+o*t*Dt(this.counts.map(([s,i])=>s-
i),ko)>t*n*Dt(this.counts.map(([s])=>s),ko)}lookFainter(t,n){for(let o=0;o<60&&n[0]<=0;o+=1){let r=t[0]-Math.log(4);n.unshift(this.slope(r)),t.unshift(r)}}climb(t,n){let o=Math.ceil((n-t)/Math.log(2)),
r=(n-t)/Math.max(o,1),s=[];for(let i=0;i<o;i+=1)for(let[a,c]of wl)s.push(r*c*this.slope(t+r*(i+a)));return at(s)}};function bl(e){return Uo(Math.max(Math.trunc(Math.min(e,2**60)),1))+gl}function El(e){
let t=new Map;for(let[n,o]of e){let r=`${n},${o}`,s=t.get(r);s?s[2]+=1:t.set(r,[n,o,1])}return[...t.values()]}function ko(e){return e*(e-U)}function Dt(e,t=n=>n){return e.reduce((n,o)=>n+t(BigInt(o)),
b)}function ne(e){return e>0?1/(1+Math.exp(-e)):Math.exp(e)/(1+Math.exp(e))}var We=class{constructor(t,n){this.mean=t,this.strength=n}rate(t,n){return this.strength===1/0||t===0&&this.strength===0?this.mean:(this.mean*this.strength+n)/(this.strength+t)}};function Bs(e,t){let n=Nl(
e,t);return e.map((o,r)=>n.rate(o,t[r]))}function Nl(e,t){let n=Ml(e,t),o=Dt(n.map(([a])=>a)),r=Dt(n.map(([,a])=>a));if(o===b)throw new k("nobody entered any channel, so there is no rate: 'entered' mu\
st be from 1 up in one channel at least");let s=new We(mt(r,o),1/0);if(r===b||r===o||n.every(([a])=>a<=1))return s;if(!n.some(([a,c])=>0<c&&c<a)){let a=n.filter(([c,u])=>c&&u===c).length;return new We(
a/n.filter(([c])=>c).length,0)}let i=new xn(n).best();return i?new We(...i):s}function Ml(e,t){if(S.checkEach("entered",e),S.checkEach("advanced",t),e.length!==t.length)throw new O(`'entered' and 'adv\
anced' must be equally long; got ${e.length} and ${t.length} numbers`);let n=[];if(e.forEach((o,r)=>{let s=t[r];s>o&&n.push(new G("advanced",r,`is ${T(s)} of ${T(o)} entered`))}),n.length)throw new w(
"'advanced' must be at most 'entered'",n,"count both of the same records");if(e.length<2)throw new k(`a family takes two channels at least: 'entered' must hold a number for each; got ${e.length}`);return e.
map((o,r)=>[o,t[r]])}function Tl(e){let t=e.list("volumes");if(t.values.length<2)throw new O("'volumes' must hold at least two stages; got one number");let n=e.numberOr("confidence",null);return n===null?t.laid(Ts(t.values)):
Os(t.values,n).map(({rate:o,interval:r})=>[r.low,o,r.high])}function Ol(e){let t=e.list("entered");return t.laid(Bs(t.values,e.list("advanced").values))}function Il(e){let t=e.list("shares").values,n=ns(
e.number("target"),t,e.table("rates").entries);return n[0].map((o,r)=>n.map(s=>s[r]))}function Sl(e){var s;let[t,n]=[e.list("ceiling"),e.listOrNone("shape")],o=n&&n.values.length>1?n.values:(s=n==null?
void 0:n.values[0])!=null?s:1,r=e.list("half").values;return t.laid(_s(e.number("budget"),t.values,r,o))}function Rl(e){let[t,n,o]=["result","ceiling","half"].map(r=>e.number(r));return[[As(t,n,o,e.numberOr(
"shape",1))]]}var $s={FUNNEL_RATES:Tl,FUNNEL_SHRINK:Ol,FUNNEL_MIX:Il,FUNNEL_ALLOCATE:Sl,FUNNEL_SPEND_FOR:Rl};var Cs=E(1,10**14);function yn(e,t){F.check("revenue",e);let n=Us(t);return ks(it(e),n.retained,n.fresh,n.computed)}function _n(e,t,n,o,r){Nt.check("profit",e),F.check("fixed_cost",t),A.check("margin",
n),F.check("cac",o);let s=Us(r),i=R(n),a=it(e).add(it(t)),c=s.computed||St(n)||St(o),u=c?Cs:E(0),l=i.mul(s.fresh),h=l.sub(R(o));if(h.compare(u.mul(l))>0)return ks(a,i.mul(s.retained),h,c);if(a.compare(
i.mul(s.retained).mul(u.add(E(1))))<=0)return 0;throw new w(`no number of new customers reaches this profit: each costs ${T(o)} to win ('cac') and brings a margin of ${T(l)} within the year ('margin' \
× 'value' × 'purchases' × 'share_of_year'): lower the cost, or raise what a customer brings`)}function Us({value:e,purchases:t,existing:n,retention:o,shareOfYear:r}){let[s,i,a]=[t!=null?t:1,n!=null?
n:0,o!=null?o:1];B.check("value",e),dt.check("purchases",s),S.check("existing",i),L.check("retention",a);let c=r!=null?r:i?.5:1;A.check("share_of_year",c);let u=R(e).mul(R(s));return{retained:E(i).mul(
R(a)).mul(u),fresh:R(c).mul(u),computed:[e,s,a,c].some(St)}}function ks(e,t,n,o){let r=e.sub(t);if(_(r)<=b)return 0;let s=r.div(n);if(o){let a=E(Rr(s));s.sub(a).abs().mul(n).compare(Cs.mul(t))<=0&&(s=
a)}let i=Ce(s,o);if(i>Z)throw new w(`a cell holds whole numbers up to 2^53; this goal needs ${T(s)} new customers: check the goal and what a customer brings`);return Number(i)}function Fs(e){return{value:e.number("value"),purchases:e.numberOr("purchases",null),existing:e.numberOr("existing",null),retention:e.numberOr("retention",null),shareOfYear:e.numberOr("share_of_year",
null)}}var Ps={FUNNEL_CUSTOMERS:e=>[[yn(e.number("revenue"),Fs(e))]],FUNNEL_CUSTOMERS_FOR_PROFIT:e=>{let[t,n]=[e.number("profit"),e.number("fixed_cost")],[o,r]=[e.number("margin"),e.number("cac")];return[
[_n(t,n,o,r,Fs(e))]]}};var[vl,xl]=[2,100],An=E(1),qs=E(2);function Hs(e,t,n,o){let[r,s]=[Ds("a",e,t),Ds("b",n,o)],i=Object.entries({a:r,b:s}).filter(([,h])=>h.entered===0);if(i.length)throw new k(`each arm needs records tha\
t entered it; ${i.map(([h])=>`'entered_${h}'`).join(" and ")} ${i.length===1?"is":"are"} 0: wait until some have entered`);if(r.advanced===0)throw new k("a lift needs a rate of A above 0; 'advanced_a'\
 is 0: wait until some have advanced");let[a,c]=[r,s].map(h=>E(h.advanced,h.entered)),[u,l]=Ws(r,s);return{rateA:v(a),rateB:v(c),lift:v(c.div(a).sub(An)),bBetter:l,aBetter:u}}function Ds(e,t,n){if(S.check(
`entered_${e}`,t),S.check(`advanced_${e}`,n),n>t)throw new w(`'advanced_${e}' must be at most 'entered_${e}', no more can advance than entered; got ${T(n)} of ${T(t)}`);return new Rt(t,n)}function Ws(e,t){
if(e.entered===t.entered&&e.advanced===t.advanced)return[.5,.5];let[n,o]=[Gs(e),Gs(t)];if(e.advanced+t.advanced>n.advanced+o.advanced){let[i,a]=Ws(n,o);return[a,i]}let[r,s]=[e.advanced,e.entered].map(
i=>BigInt(i)+U);return Tn(r,s,An,[t.posterior])}function Gs({entered:e,advanced:t}){return new Rt(e,e-t)}function Ys(e,t,n=.05,o=.8){A.check("rate",e),ln.check("lift",t),H.check("alpha",n),H.check("po\
wer",o);let r=R(e),s=r.mul(R(t));yl(e,t,r.add(s));let i=_l(r,s,n,o);if(i<=0)throw new w(`'power' must be more than chance alone has, about half of alpha; got a power of ${T(o)} at an alpha of ${T(n)}:\
 write 80% or 0.8`);let a=De(i).div(s),c=Qt(a.mul(a));if(c>Z)throw new w(`a cell holds whole numbers up to 2^53; to show a lift of ${T(t)} on a rate of ${T(e)} each arm needs more: write a larger lift`);
return Number(c)}function yl(e,t,n){if(t===0)throw new w("'lift' must not be 0: no number of records shows that nothing changes; write the smallest lift that is worth knowing, such as 10% or 0.1");if(_(
n)>b&&n.compare(An)<0)return;let r=vl<=t&&t<=xl?`; if ${T(t)}% was meant, write ${T(t)}% or ${T(t/100)}`:": write a smaller one";throw new w(`'lift' must leave the new rate, rate × (1 + lift), between\
 0 and 1; got a rate of ${T(e)} and a lift of ${T(t)}, so ${T(n)}${r}`)}function _l(e,t,n,o){let r=e.add(t),s=e.add(t.div(qs)),i=Math.sqrt(v(qs.mul(Fo(s)))),a=Math.sqrt(v(Fo(e).add(Fo(r)))),c=Math.max(
n/2,Number.MIN_VALUE);return-gt(c)*i+gt(o)*a}function Fo(e){return e.mul(An.sub(e))}function Al(e){let[t,n]=[e.number("entered_a"),e.number("advanced_a")],[o,r]=[e.number("entered_b"),e.number("advanced_b")],s=Hs(t,n,o,r);return[[s.rateA,s.rateB,s.lift,s.bBetter]]}function Ll(e){let[
t,n]=[e.number("rate"),e.number("lift")];return[[Ys(t,n,e.numberOr("alpha",.05),e.numberOr("power",.8))]]}var js={FUNNEL_EXPERIMENT:Al,FUNNEL_SAMPLE_SIZE:Ll};function Ye(e){if(e===0)return 0;let t=Math.floor(Math.log2(e))+1;for(;Gt(e,-t)>=1;)t+=1;for(;Gt(e,-t)<.5;)t-=1;return t}function Gt(e,t){let n=Math.trunc(t/2);return e*2**n*2**(t-n)}var Bl=BigInt(5),qo=BigInt(10),Vs=BigInt(2),Do=BigInt(1),$l=53,Cl=Math.log10(2),Ln=[Do];function yt(e){if(e>4*1024)return qo**BigInt(e);for(let t=Ln.length;t<=e;t+=1)Ln.push(Ln[t-1]*qo);return Ln[e]}var rt=class e{constructor(t,n,o=-1){
this.digits=t,this.power=n,this.counted=o}static typed(t){let[n,o="0"]=String(t).split("e"),[r,s=""]=n.split(".");return new e(BigInt(r+s),Number(o)-s.length)}static exactly(t){if(Number.isInteger(t))
return new e(BigInt(t),0);let n=$l-Ye(Math.abs(t));return new e(BigInt(Gt(t,n))*Bl**BigInt(n),-n)}get size(){return this.counted<0&&(this.counted=Xs(this.digits)),this.counted}get isZero(){return this.
digits===b}abs(){return this.digits<b?new e(-this.digits,this.power):this}toNumber(){return+`${this.digits}e${this.power}`}ln(){let t=this.size-1,n=new e(this.digits,-t).toNumber();return Math.log(n)+
(this.power+t)*Math.LN10}},Ee=new rt(b,0),Ul=new rt(Do,0),je=class{constructor(t){this.precision=t}add(t,n){if(t.isZero)return this.rounded(n.digits,n.power);if(n.isZero)return this.rounded(t.digits,t.
power);let[o,r]=t.power>=n.power?[t,n]:[n,t],s=o.power+Math.min(-1,o.size-this.precision-2),i=r.size+r.power-1<s,a=i?s:r.power,c=i?Po(r.digits):r.digits;return this.rounded(o.digits*yt(o.power-a)+c,a)}sub(t,n){
return this.add(t,new rt(-n.digits,n.power))}mul(t,n){return this.rounded(t.digits*n.digits,t.power+n.power,t.size+n.size-1)}div(t,n){if(t.isZero)return Ee;let o=n.size-t.size+this.precision+1,r=o>0?t.
digits*yt(o):t.digits,s=o<0?n.digits*yt(-o):n.digits,i=r/s;return i*s!==r?(i=i*qo+Po(t.digits)*Po(n.digits),this.rounded(i,t.power-n.power-o-1)):this.rounded(i,t.power-n.power-o)}sum(t){return t.reduce(
(n,o)=>this.add(n,o),Ee)}product(t){return t.reduce((n,o)=>this.mul(n,o),Ul)}rounded(t,n,o=-1){let r=t<b?-t:t;if(r<yt(this.precision))return new rt(t,n);let s=o<0?Xs(r):r<yt(o)?o:o+1,i=s-this.precision;
if(i===0)return new rt(t,n,s);let a=yt(i),c=r/a,u=(r-c*a)*Vs;(u>a||u===a&&c%Vs!==b)&&(c+=Do);let l=c===yt(this.precision)?this.precision+1:this.precision;return new rt(t<b?-c:c,n+i,l)}};function Qs(e,t){
if(e.isZero||t.isZero)return Number(t.isZero)-Number(e.isZero);let n=e.power+e.size-t.power-t.size;if(n!==0)return n;let o=Math.min(e.power,t.power),[r,s]=[e,t].map(i=>i.abs().digits*yt(i.power-o));return r<
s?-1:+(r>s)}function Po(e){return BigInt(e<b?-1:1)}function Xs(e){let t=e<b?-e:e;if(t===b)return 0;let n=Math.floor((nt(t)-1)*Cl);return t>=yt(n+1)?n+2:t>=yt(n)?n+1:n}var Ho=224,Mt=BigInt(Ho),Ne=BigInt(1)<<Mt,kl=BigInt(5)**Mt;function zs(e){let t=[];for(let n=1;2*n<=e+1;n+=1){let o=2*n===e+1,r=o?BigInt(0):Pl(Fl(e,n));for(let c=0;c<2;c+=1){let[u,l]=Zs(e,r);r-=(u<<Mt)/
l}let[,s]=Zs(e,r),i=Ne-(r*r>>Mt),a=Go((Ne<<Mt+Mt+Mt)/(i*s*s));t.push([Go((Ne-r)/BigInt(2)),a]),o||t.push([Go((Ne+r)/BigInt(2)),a])}return t}function Fl(e,t){let n=Math.cos(Math.PI*(t-.25)/(e+.5));for(let o=0;o<
3;o+=1){let[r,s]=[1,n];for(let a=2;a<=e;a+=1){let c=((2*a-1)*n*s-(a-1)*r)/a;[r,s]=[s,c]}let i=e*(n*s-r)/(n*n-1);n-=s/i}return n}function Zs(e,t){let[n,o]=[Ne,t];for(let s=2;s<=e;s+=1){let a=(BigInt(2*
s-1)*(t*o>>Mt)-BigInt(s-1)*n)/BigInt(s);[n,o]=[o,a]}let r=BigInt(e)*((t*o>>Mt)-n);return[o,(r<<Mt)/((t*t>>Mt)-Ne)]}function Pl(e){return BigInt(Math.round(e*2**52))<<BigInt(Ho-52)}function Go(e){return new rt(
e*kl,-Ho)}var Ks=1e3,V=new je(50),ut=new je(200),ql=2**-1022;function ei(e,t){ho.checkEach("plan",e),ho.checkEach("actual",t),oi({plan:e,actual:t});let n=e.map((o,r)=>[rt.typed(o),rt.typed(t[r])]);return n.every(
([o,r])=>!o.isZero&&!r.isZero)?Gl(n):Hl(n)}function ni(e,t,n,o){Y.checkEach("plan_volumes",e),Y.checkEach("actual_volumes",n),L.checkEach("plan_rates",t),L.checkEach("actual_rates",o),oi({plan_volumes:e,
actual_volumes:n,plan_rates:t,actual_rates:o});let[r,s,i,a]=[e,t,n,o].map(lt=>lt.map(rt.typed)),[c,u]=[ut.sum(r),ut.sum(i)];if(c.isZero)throw new w("'plan_volumes' must not all be 0, a planned overall\
 rate needs records: write the volume of one channel at least");let l=Wo(r,s),h=Wo(i,s),f=Wo(i,a),m=ut.sub(ut.mul(h,c),ut.mul(u,l)),p=[ut.div(ut.mul(ut.sub(u,c),l),c),ut.div(m,c),ut.sub(f,h)],[d,M,y]=Yo(
ut,p,ut.sub(f,l));return{volume:d,mix:M,rate:y}}function Wo(e,t){return ut.sum(e.map((n,o)=>ut.mul(n,t[o])))}function oi(e){let t=Object.keys(e).map(o=>`'${o}'`).join(" and "),n=Object.entries(e).map(
([o,r])=>({name:o,length:r.length}));if(new Set(n.map(({length:o})=>o)).size>1){let o=n.map(({name:r,length:s})=>`${s} in '${r}'`).join(", ");throw new O(`${t} must be equally long; got ${o}`)}if(!n[0].
length)throw new O(`${t} must hold at least one number each; got none`)}function Yo(e,t,n){let o=e.sum(t.map(c=>c.abs())),r=o.isZero?Ee:e.div(e.sub(n,e.sum(t)),o),s=t.map(()=>0),i=Ee,a=t.map((c,u)=>u);
for(let c of a.sort((u,l)=>Qs(t[u],t[l]))){let u=e.add(t[c],e.mul(t[c].abs(),r)),l=e.add(u,i);s[c]=Dl(l.toNumber()),i=e.sub(l,rt.exactly(s[c]))}return s}function Dl(e){if(Number.isFinite(e))return e;throw new w(
"the answer must stay below 1.8e+308, the largest number a cell can hold; check the numbers")}function Gl(e){let[t,n]=[0,1].map(a=>V.product(e.map(c=>c[a]))),o=V.sub(n,t),r=Js(t,n),s=r?V.div(o,rt.exactly(
r)):t,i=e.map(([a,c])=>V.mul(s,rt.exactly(Js(a,c))));return Yo(V,i,o)}function Js(e,t){let n=V.div(V.sub(t,e),e).toNumber();if(-.5<n&&n<1)return Math.log1p(n);let o=V.div(t,e),r=o.toNumber();return ql<=
r&&r<1/0?Math.log(r):o.ln()}function Hl(e){if(e.some(([c,u])=>c.isZero&&u.isZero))return e.map(()=>0);let t=e.map(([c,u])=>V.sub(u,c)),n=e.map((c,u)=>u).filter(c=>!t[c].isZero);if(n.length>Ks)throw new w(
`'plan' and 'actual' must hold at most ${ti(Ks)} factors that differ where one of them is 0; got ${ti(n.length)}: split the plan into several`);let o=V.product(e.filter((c,u)=>t[u].isZero).map(([c])=>c)),
r=e.map(()=>Ee);for(let[c,u]of zs(Math.floor((n.length+1)/2))){let l=n.map(f=>V.add(e[f][0],V.mul(c,t[f]))),h=V.mul(V.mul(u,o),V.product(l));n.forEach((f,m)=>{r[f]=V.add(r[f],V.div(h,l[m]))})}let s=t.
map((c,u)=>V.mul(c,r[u])),[i,a]=[0,1].map(c=>V.product(e.map(u=>u[c])));return Yo(V,s,V.sub(a,i))}function ti(e){return String(e).replace(/\B(?=(\d{3})+$)/g,",")}var ri=E(1,10**9),Me=E(1);function si(e,t,n){return pt.check("target",t),H.check("confidence",n),Wl(e).map(({entered:o,advanced:r})=>{let s=vo(o,r,n),i=r/o,[a,c]=[t*(s.low/i),t*(s.high/i)];if(!Number.
isFinite(c))throw new w(`'target' times a rate's interval must stay below 1.8e+308; got ${T(t)}`);return[a,c,c-a]})}function ii(e,t,n,o,r){Y.check("customers",e),L.check("retention",t),B.check("value",
n),dt.check("purchases",o),hn.check("change",r);let[s,i]=[R(t),R(r)],a=s.mul(Me.add(i));if(Me.sub(s).compare(ri)<=0)throw new w(`'retention' must be below 1, or the customer base grows for ever; got ${T(
t)}: write the share that stays from one year to the next`);if(Me.sub(a).compare(ri)<=0)throw new w(`'retention' raised by 'change' must stay below 1, or the customer base never settles; ${T(t)} × (1 \
+ ${T(r)}) is ${T(a)}: take a smaller change`);let c=R(e).mul(R(n)).mul(R(o)),u=j(c.div(Me.sub(s)).mul(i)),l=j(c.mul(s).mul(i).div(Me.sub(s)).div(Me.sub(a)));return[u,l,u,u]}function Wl(e){let t=[],n=[],
o=[];if(e.forEach(({counts:r},s)=>{if(!r)throw new O("'counts' must be counts, entered and advanced");r.entered===0?(n.push(new G("counts",s,"is 0 of 0, so nobody entered")),o.push(k)):r.advanced===0?
(n.push(new G("counts",s,`is 0 of ${r.entered}, so nothing advances`)),o.push(w)):t.push(r)}),n.length)throw new o[0]("'counts' must be records that entered, and records that advanced, both from 1 up",
n,"count over a longer time");if(!t.length)throw new O("'counts' must hold at least one step; got none");return t}function Yl(e){let[t,n]=[e.list("plan"),e.list("actual")];return t.laid(ei(t.values,n.values))}function jl(e){let{volume:t,mix:n,rate:o}=ni(e.list("plan_volumes").values,e.list("plan_rates").values,e.
list("actual_volumes").values,e.list("actual_rates").values);return[[t,n,o]]}var ai={FUNNEL_BRIDGE:Yl,FUNNEL_MIX_BRIDGE:jl,FUNNEL_SENSITIVITY:e=>si(e.counts("counts"),e.number("target"),e.numberOr("co\
nfidence",.95)),FUNNEL_LEVERS:e=>[ii(e.number("customers"),e.number("retention"),e.number("value"),e.number("purchases"),e.numberOr("change",.1))]};function ci(e,t){return Nt.check("incremental_margin",e),B.check("cost",t),j(R(e).div(R(t)).sub(E(1)))}function ui(e,t){if(F.check("cost",e),S.check("customers",t),t===0)throw new w("'customers' must \
be from 1 up, a cost per customer needs customers; got 0: count over a longer time");return j(R(e).div(E(t)))}function li(e,t,n){return F.check("cac",e),B.check("value",t),kt.check("margin",n),j(R(e).
div(R(t).mul(R(n))))}function hi(e,t,n){return F.check("value",e),L.check("margin",t),le.check("churn",n),j(R(e).mul(R(t)).div(R(n)))}var fi={FUNNEL_ROI:e=>[[ci(e.number("incremental_margin"),e.number("cost"))]],FUNNEL_CAC:e=>[[ui(e.number("cost"),e.number("customers"))]],FUNNEL_PAYBACK:e=>[[li(e.number("cac"),e.number("value"),e.number(
"margin"))]],FUNNEL_LTV:e=>[[hi(e.number("value"),e.number("margin"),e.number("churn"))]]};var z=24,Bn=class{constructor(t,n,o){this.nodes=t,this.weights=n,this.barycentric=o}sharesAt(t){if(this.nodes.includes(t))return this.nodes.map(r=>r===t?1:0);let n=this.nodes.map((r,s)=>this.barycentric[s]/
(t-r)),o=Te(n);return n.map(r=>r/o)}},mi=new Map,pi=new Map;function jo(e){let t=pi.get(e);if(t===void 0){let n=oe(e);t=oe(e/2).nodes.map(o=>n.sharesAt(o)),pi.set(e,t)}return t}function oe(e){let t=mi.
get(e);return t===void 0&&(t=Vl(e),mi.set(e,t)),t}function Vl(e){let t=[];for(let s=0;s<z/2;s+=1){let i=(2*s+1)*Math.PI/(2*z),a=cs(e/2*(1-Math.cos(i))-.5);t.push(Math.max(a,t.length?t[t.length-1]+1:0))}
let n=[...t,...t.map(s=>e-1-s).reverse()],o=n.map(s=>(2*s-e+1)/e),r=o.map(s=>1/o.reduce((i,a)=>a===s?i:i*(2*(s-a)),1));return e===z?new Bn(n,n.map(()=>1),r):new Bn(n,Ql(e,o),r)}function Ql(e,t){let n=[],
o=t.map(()=>0),r=t.map(()=>1),s=0;for(let i=1;i<=z;i+=1){n.push(r);let a=Math.sqrt(i*i*(1-(i/e)**2)/(4*i*i-1)),c=t.map((u,l)=>(u*r[l]-s*o[l])/a);[o,r,s]=[r,c,a]}return Xl(n,n.map((i,a)=>a?0:e))}function Xl(e,t){
let n=e.map((r,s)=>[...r,t[s]]),o=n.length;for(let r=0;r<o;r+=1){let s=r;for(let a=r+1;a<o;a+=1)Math.abs(n[a][r])>Math.abs(n[s][r])&&(s=a);[n[r],n[s]]=[n[s],n[r]];let i=n[r];for(let a=0;a<o;a+=1){if(a===
r)continue;let c=n[a][r]/i[r];n[a]=n[a].map((u,l)=>u-c*i[l])}}return n.map((r,s)=>r[o]/r[s])}function Te(e){let t=0;for(let n=0;n<e.length;n+=1)t+=e[n];return t}function $n(e,t){let n=0;for(let o=0;o<
e.length;o+=1)n+=e[o]*t[o];return n}var Vo=1e-16,Zl=5,di=2.5,wi=.6,gi=12,zl=1e-13,Kl=1e-21,Cn=class e{constructor(t,n,o,r){this.left=t,this.size=n,this.values=o,this.reach=r,this.bound=Math.max(...o)*n,this.masses=null,this.lowerHalf=null,
this.upperHalf=null}get nodes(){return oe(this.size).nodes}get shares(){if(this.masses===null){let{weights:t}=oe(this.size);this.masses=this.values.map((n,o)=>t[o]*n)}return this.masses}get lower(){if(this.
lowerHalf===null){let t=jo(this.size).map(n=>$n(n,this.values));this.lowerHalf=new e(this.left,this.size/2,t,di)}return this.lowerHalf}get upper(){if(this.upperHalf===null){let t=[...this.values].reverse(),
n=jo(this.size).map(o=>$n(o,t)).reverse();this.upperHalf=new e(this.left+this.size/2,this.size/2,n,di)}return this.upperHalf}at(t){return $n(oe(this.size).sharesAt(t-this.left),this.values)}mass(){return Te(
this.shares)}};function Qo(e,t,n,o,r){let s=[],i=Math.max(zl,Kl*t),a=z;for(;a<=t;)a*=2;let c=[[0,a]];for(let u=c.pop();u!==void 0;u=c.pop()){let[l,h]=u;if(l>t)continue;if(h===z){s.push(Jl(e,l,t));continue}
let f=h/2,m=l+h-1,p=l<=n+gi*o&&m>=n-gi*o,d=h>(p?Zl*o:1/0);if(!(m>t||h===2*z||d||r.some(y=>l<y&&y<=m))){if([l,l+f,m].every(ie=>e(ie)*h<Vo))continue;let lt=th(e,l,h,i);if(lt!==null){s.push(lt);continue}}
c.push([l,f],[l+f,f])}return s}function Jl(e,t,n){let o=[];for(let r=0;r<z;r+=1)o.push(t+r<=n?e(t+r):0);return new Cn(t,z,o,wi)}function th(e,t,n,o){let{nodes:r}=oe(n),s=r.map(c=>e(t+c)),i=new Cn(t,n,
s,wi);return[1,z/2,z-3].every(c=>{let u=t+Math.floor((r[c]+r[c+1])/2);return Math.abs(i.at(u)-e(u))*n<=o})?i:null}var Un=Math.log(2*Math.PI)/2,bi=.1,Ni=740,kn=1e4,Mi=300,eh=16,nh=oh();function oh(){let e=[-Un],t=1;for(let n=1;n<Mi;n+=1){let o=1/n,r=o*o;t*=n,e.push(n<eh?Math.log(t)-(n+.5)*Math.log(n)+n-Un:o*(1/12-
r*(1/360-r*(1/1260-r*(1/1680-r/1188)))))}return e}function wt(e){return e<Mi?nh[e]:(1/12-1/360/e/e)/e}function Oe(e,t){if(e===0)return-t;let n=-t/e;if(!(-bi<n&&n<bi))return n>-1?-e*(Math.log1p(n)-n):1/0;
let o=n/(2+n),r=o*o,s=1/3+r*(1/5+r*(1/7+r*(1/9+r*(1/11+r/13))));return-e*o*(2*r*s-n)}function Fn(e,t){return e===0?0:e*Math.log1p(t/e)}function Ei(e,t,n){return e===0?0:e*(t>-.5*e?Math.log1p(t/e):Math.
log(n/e))}var Pn=class{constructor(t){let[n,o]=is(t);this.rate=n,this.beyond=o,this.slope=pe(-v(t))}to(t){let n=t?.5*Math.log(2*Math.PI*t):Un,o=-wt(t)-n,{rate:r,beyond:s}=this;return i=>{let a=i-t,c=i*
r,u=t-c-wn(i,r,c)-i*s,l=o;return-kn<u&&u<kn?l+=Ct(Fn(t,-u)+Fn(a,u)):l-=Oe(t,u)+Oe(a,-u),l<-Ni?0:(l+=wt(i)-wt(a),Math.exp(l)*Math.sqrt((i||1)/(a||1)))}}likeliest(t){return Ct(X(t,this.rate))-.5}scale(t,n){
let o=n-t,r=t/((n+1)*(o+1)),s=Math.log((n+.5)/(o+.5))+this.slope;return 1/Math.sqrt(r+(s/8)**2+1e-300)}moments(){return[this.rate,0]}},Ve=class{constructor(t,n){let o=t+n;this.advanced=t,this.rest=n,this.
entered=o,this.fixed=wt(o)-wt(t)-wt(n)+.5*Math.log((o||1)/(t||1)/(n||1))-Un}to(t){let{advanced:n,rest:o,entered:r}=this,s=n+t,i=this.fixed-wt(t)+wt(s)+.5*Math.log((s||1)/(t||1)),a=t*r,c=wn(t,r,a);return u=>{
let l=u-t,h=o+l,f=r+u,m=u*n,p=f?(a-m+(c-wn(u,n,m)))/f:0,d=i;if(-kn<p&&p<kn?(d+=Fn(t,-p)+Fn(l,p),d+=Ei(n,p,r*s/f),d+=Ei(o,-p,r*h/f)):(d-=Oe(t,p)+Oe(l,-p),d-=Oe(n,-p)+Oe(o,p)),d<-Ni)return 0;d+=wt(u)-wt(
l)+wt(h)-wt(f);let M=(u||1)/(l||1)*((h||1)/(f||1));return Math.exp(d)*Math.sqrt(M)*(r+1)/(f+1)}}likeliest(t){return t*(this.entered+1)/(this.advanced+1)-.5}scale(t,n){let o=n-t,[r,s]=[n+this.entered+1.5,
o+this.rest+.5],i=(this.entered+1)/((n+.5)*r)-this.rest/((o+.5)*s),a=Math.log((n+.5)*s/(r*(o+.5)));return 1/Math.sqrt(Math.abs(i)+(a/8)**2+1e-300)}moments(){let[t,n]=[this.advanced+1,this.rest+1];return[
t/(t+n),t*n/((t+n)*(t+n)*(t+n+1))]}};function Ti(e,t,n){let o=Float64Array.from(e);for(let r=0;r<=n;r+=1){let s=t+r,i=s+1,a=0;for(let c=o.length-1;c>=0;c-=1)a+=(i*o[c]-s*a)/(c+i),o[c]=a}return o}var rh=5e6,sh=4e5,ih=2e6,ah=3,ch=1e-15,qn=class{constructor(t,n){this.spread=Zo.point(0),this.work=new Xo;let o=E(1);n.forEach((r,s)=>{if(t[s]&&(this.pass(o),o=E(1),this.spread.shift+=t[s]),r instanceof
Lt){o=o.mul(r);return}this.pass(o),o=E(1),this.take(new Ve(...r))}),this.pass(o)}tails(t){let[n,o]=this.spread.split(t);return[Math.min(n,1),Math.min(o,1)]}pass(t){Kt(t)||this.take(new Pn(t))}take(t){
this.spread.most&&(this.spread=this.spread.through(t,this.work))}},Xo=class{constructor(){this.left=rh}add(t){if(this.left-=t,this.left<0)throw new k("so many records, at rates learnt from so few, can\
not be worked out exactly in reasonable time: count more records for the rates, or ask for fewer stages")}},Zo=class e{constructor(t,n,o){this.shift=0,this.width=t,this.mean=n,this.variance=o,this.abrupt=
[],this.laid=null,this.counted=null}static point(t){let n=new e(0,0,0);return n.shift=t,n.counted=Float64Array.of(1),n}get most(){return this.shift+this.width}through(t,n){let[o,r]=t.moments(),s=this.
mean+this.shift,i=s*s+this.variance,a=s*o,c=s*(o*(1-o)-r)+this.variance*o*o+i*r,{most:u}=this,l=new e(u,a,c),h=new Set([0,...this.abrupt].map(f=>f+this.shift));if(l.abrupt=[...h].filter(f=>f<=u&&t.to(
f)(f)>Vo/u).sort((f,m)=>f-m),t instanceof Ve&&lh(1+u,1+t.rest)){let f=new Float64Array(u+1);f.set(this.numbers,this.shift),l.counted=Ti(f,t.advanced,t.rest)}else{let f=this.arriving(t,l.deviation,n);l.
laid=Qo(f,u,a,l.deviation,l.abrupt)}return l}get deviation(){return Math.sqrt(Math.max(this.variance,0))}get numbers(){if(this.counted===null){let t=new Float64Array(this.width+1),n=[...this.blocks];for(let o=n.
pop();o!==void 0;o=n.pop())o.size>z?n.push(o.lower,o.upper):t.set(o.values.slice(0,this.width+1-o.left),o.left);this.counted=t}return this.counted}get blocks(){if(this.laid===null){let{numbers:t}=this;
this.laid=this.width?Qo(n=>t[n],this.width,this.mean,this.deviation,this.abrupt):[]}return this.laid}arriving(t,n,o){let{shift:r,blocks:s}=this;if(!s.length)return a=>t.to(a)(r);let i=ch/(n+1);return a=>{
let c=t.to(a),u=Math.ceil(t.likeliest(a)),l=0,h=[...s];for(let f=h.pop();f!==void 0;f=h.pop()){let{size:m}=f,p=r+f.left,d=p+m-1;if(d<a)continue;let M=Math.max(p,a,Math.min(d,u));f.bound*c(M)<i||(m===z||
p>=a&&m<=f.reach*t.scale(a,M)?(l+=uh(f,p,a,c),o.add(z)):(h.push(f.upper),a<p+m/2&&h.push(f.lower)))}return l}}split(t){let n=t-this.shift;if(this.counted!==null){let i=Math.max(n,0);return[at(this.counted.
subarray(0,i)),at(this.counted.subarray(i))]}let[o,r]=[0,0],s=[...this.blocks];for(let i=s.pop();i!==void 0;i=s.pop())i.left>=n?r+=i.mass():i.left+i.size<=n?o+=i.mass():i.size>z?s.push(i.lower,i.upper):
(o+=Te(i.values.slice(0,n-i.left)),r+=Te(i.values.slice(n-i.left)));return[o,r]}};function uh(e,t,n,o){let{nodes:r,shares:s}=e,i=0;for(let a=0;a<z;a+=1){let c=t+r[a];c>=n&&(i+=s[a]*o(c))}return i}function lh(e,t){
return e*t<=(t<=ah?ih:sh)}var hh=1e-12,fh=4,Dn=1e-14,Oi=40,Gn=class{constructor(t,n,o){this.needed=t,this.rate=n,this.learnt=o,this.contour=null,this.laid=0,this.near=0,this.spread=1}guess(t){let n=gt(t),[o,r,s]=vt(this.needed);
o-=me(_(this.rate))-me(this.rate.d);for(let[u,l]of this.learnt){let[h,f,m]=vt(u),[p,d,M]=vt(u+l);o+=p-h,r+=f-d,s+=M-m}let[i,a,c]=[1/0,0,0];for(let u=0;u<3;u+=1){let l=Math.sqrt(Math.max(r-a,1e-30)),h=Math.
max(-2,Math.min(2,(s-c)/l**3)),f=o+l*(n+(n*n-1)*h/6);i=Math.exp(Math.min(f,Oi))-.5,this.spread=l,[,a,c]=vt(Math.max(i,this.needed)+1)}return i}at(t){return this.learnt.length?((this.contour===null||Math.
abs(t-this.laid)>this.near)&&(this.contour=new Jt(this.needed,this.rate,this.learnt,t),this.laid=t,this.near=Math.min(t*this.contour.play,.25*(t-this.needed))),this.contour.tails(t)[1]):te(this.needed,
[[t,this.rate]])[1]}};function zo(e,{least:t,most:n},o,r,s){let i=o-hh;if(i<=0)return t;let a=gt(i),c=1/Math.max(s,1e-12),[u,l]=[t-1,n<Z?n+1:n+2],h=!1,f=Math.min(Math.max(Math.ceil(r),t),n),m=null;for(let p=1;;p+=
1){let d=e(f);if(Number.isNaN(d))throw new D;if(d>=i?[l,h]=[f,!0]:u=f,l-u<=1)return h?l:null;let M=Math.log1p(f),y=gt(Math.min(Math.max(d,Dn),1-Dn));if(Dn<d&&d<1-Dn&&(m!==null&&(M-m[0])*(y-m[1])>0&&(c=
(y-m[1])/(M-m[0])),m=[M,y]),p%fh?f=Math.ceil(Math.expm1(Math.min(M+(a-y)/c,Oi))):h?f=Number(as(BigInt(u+1)*BigInt(l))):f=4*u+4,f=Math.min(Math.max(f,u+1),l-1),!(u<f&&f<l))return h?l:null}}var mh=1-2**-53,ph=16,Qe=new Map;function Ii(e,t,n){let o=Pt(t);return S.check("needed",e),H.check("confidence",n),e===0?[...o.map(()=>0),0]:[...o.map((s,i)=>{let[a,c]=xi(o.slice(i));if(Kt(a)&&!c.length)
return e;let u=new Gn(e,a,c),l=u.guess(n),f=zo(m=>u.at(m),{least:e,most:Z},n,l,u.spread);if(f===null)throw new w(`${e} in the last stage at a confidence of ${T(n)} need more than 2^53 records ${dh(o.length-
i)}, more than a cell can hold: ask for a lower confidence, or count more records for the rates`);return f}),e]}function Si(e,t,n){let o=Pt(n),r=we(t,o.length+1);return S.check("needed",e),yi(r,o)(e)[1]}
function Ri(e,t,n){let o=Pt(t),r=we(e,o.length+1);H.check("confidence",n);let s=yi(r,o),[i,a]=bh(r,o),c={least:r[r.length-1],most:vi(r)},u=l=>{let h=i+a*gt(Math.min(l,mh)),f=a/(i+1),m=zo(p=>s(p+1)[0],
c,l,h,f);return m!=null?m:c.most};return[u((1-n)/2),u((1+n)/2)]}function dh(e){return e===1?"one step above it":`${e} steps above it`}function vi(e){return e.reduce((t,n)=>t+n,0)}function xi(e){let t=E(
1),n=[];for(let{rate:o,counts:r}of e)r===null?t=t.mul(o):n.push(r.posterior);return[t,n]}function yi(e,t){let n=e.slice(0,-1),o=e[e.length-1],r=vi(e),s=gh(n,t);return i=>i<=o?[0,1]:i>r?[1,0]:s(i-o)}function gh(e,t){
let n=[];if(e.forEach((r,s)=>{r&&n.push([r,...xi(t.slice(s))])}),n.every(([,,r])=>!r.length))return r=>te(r,n.map(([s,i])=>[s,i]));if(n.length===1)return r=>Tn(r,...n[0]);let o=wh(e,t);return r=>o.tails(
r)}function wh(e,t){let n=t.map(({rate:i,counts:a})=>a===null?i:[a.advanced,a.entered-a.advanced]),o=n.map(i=>"d"in i?`${i.n}/${i.d}`:i.join(" of ")),r=[...e,...o].join(";"),s=Qe.get(r);if(s===void 0&&
(s=new qn(e,n),Qe.set(r,s),Qe.size>ph)){let[i]=Qe.keys();Qe.delete(i)}return s}function bh(e,t){let[n,o]=[e[0],0];return t.forEach((r,s)=>{let[i,a]=[v(r.rate),0];if(r.counts!==null){let[u,l]=r.counts.
posterior;i=u/(u+l),a=i*(l/(u+l))/(u+l+1)}o=n*(i*(1-i)-a)+o*(i*i+a)+n*n*a,n=n*i+e[s+1]}),[n,Math.sqrt(Math.max(o,0))]}function Eh(e,t){let n=Pt(t),o=we(e,n.length+1),r=[];if(n.forEach(({counts:i},a)=>{(i==null?void 0:i.entered)===0&&r.push(new G("rates",a,"is 0 of 0"))}),r.length)throw new k("a rate needs records tha\
t entered its step: 'entered' must be from 1 up",r);let s=n.reduce((i,a,c)=>i.add(E(o[c])).mul(a.rate),E(0));return v(s.add(E(o[n.length])))}function _i(e,t,n=null,o=null){n!==null&&B.check("value",n);
let r=n===null?E(1):R(n),s=u=>j(R(u).mul(r)),i=s(Eh(e,t));if(o===null)return{expected:i,range:null};let[a,c]=Ri(e,t,o);return{expected:i,range:[s(a),s(c)]}}var Nh=1024;function Ie(e,t=null){return Number(Bi(Ce(Ai(e,t),t!==null&&St(t))))}function Xe(e,t,n=null){pt.check("target",e);let o=Li(t),r=BigInt(Ie(e,n)),s=[Number(r)];for(let i of[...o].reverse())r=
Bi(Ce(E(r).div(i.rate),i.computed)),s.push(Number(r));return s.reverse()}function Hn(e,t,n=null){pt.check("target",e);let o=Li(t),r=Ai(e,n),s=[r];for(let a of[...o].reverse())r=Mh(r.div(a.rate)),s.push(
r);let i=s.reverse().map(v);if(!i.every(Number.isFinite))throw new w("the volumes must stay below 1.8e+308, the largest number a cell can hold; check the target and the rates");return i}function Mh(e){
let t=Math.min(nt(e.n),nt(e.d))-Nh;return t<=0?e:E(_(e)>>BigInt(t),e.d>>BigInt(t))}function Ai(e,t){return It.check("target",e),t===null?it(e):(B.check("value",t),it(e).div(R(t)))}function Li(e){let t=Pt(
e),n=[],o=[];if(t.forEach((r,s)=>{if(r.counts&&r.counts.entered===0)n.push(new G("rates",s,"is 0 of 0, so nobody entered")),o.push(k);else if(_(r.rate)<=b){let i=r.counts?`0 of ${r.counts.entered}`:"0";
n.push(new G("rates",s,`is ${i}, so nothing advances`)),o.push(w)}}),n.length)throw new o[0]("'rates' must be known, and above 0, for a target to be reached",n,"write a rate above 0, or count over a l\
onger time");return t}function Bi(e){if(e>Z)throw new w(`a cell holds whole numbers up to 2^53; this plan needs ${T(e)} records: check the target and the rates`);return e}function Th(e){let t=e.steps("rates"),[n,o,r]=[e.number("target"),e.numberOr("value",null),e.numberOr("stage",null)],s=t.transitions;if(r!==null&&r>s.length+1)throw new w(`'stage' must be a stage's nu\
mber, 1 to ${s.length+1} for ${s.length} rates; got ${T(r)}: count from the top, 1 being the top`);r!==null&&(s=s.slice(r-1),s.length||(s=[ht.of(1)]));let i=Oh(e,n,s,o);return r===null?t.laid(i):[[i[0]]]}
function Oh(e,t,n,o){let r=e.numberOr("confidence",null);return r!==null?(Xe(t,[1],o),Ii(Ie(t,o),n,r)):e.flag("exact")?Hn(t,n,o):Xe(t,n,o)}function Ih(e){let t=e.steps("rates").transitions,n=$i(e),[o,
r]=[e.numberOr("value",null),e.numberOr("confidence",null)],{expected:s,range:i}=_i(n,t,o,r);return i===null?[[s]]:[[i[0],s,i[1]]]}function Sh(e){let t=$i(e),n=Ie(e.number("target"),e.numberOr("value",
null));return[[Si(n,t,e.steps("rates").transitions)]]}function $i(e){let{values:t}=e.list("volumes"),n=e.steps("rates").transitions.length;if(t.length!==n+1)throw new O(`'volumes' must hold one number\
 more than there are rates, ${n+1} for ${n}, the last being those already won; got ${t.length}: write 0 where a stage is empty`);if(t.reduce((o,r)=>o+BigInt(r),b)>Z)throw new w("so many records are la\
rger than a cell can hold: 2^53 is the most");return t}var Ci={FUNNEL_REQUIRED:Th,FUNNEL_FORECAST:Ih,FUNNEL_PROBABILITY:Sh};function Ui(e,t,n=[]){if(cn.checkEach("starters",e),!e.length)throw new O("'starters' must hold a number of reps for each period; got none");Y.check("per_rep",t),L.checkEach("ramp",n);let[o,r]=Ft(e),[
s,i]=Ft([...n,1]),[[a],c]=Ft([t]),u=[b,...o.slice(1)],l=n.length?Ue(u,s.slice(0,-1)):o.map(()=>b),h=r*i*c,f=o[0];return o.map((m,p)=>(p>=n.length&&(f+=u[p-n.length]),j(a*(l[p]+i*f),h)))}function ki(e,t,n){S.check("actual",e),It.check("expected",t),It.check("target",n);let[o,r]=[it(t),it(n)];if(o.compare(r)>0)throw new w(`'expected' must be at most the target, ${T(n)}; got ${T(t)}: wr\
ite what was due to date`);if(_(o)===b)throw new k("'expected' must be above 0 for a finish to be projected; nothing was due to date: ask again later in the term");let s=E(e),i=j(r.mul(s).div(o)),a=Qt(
r.sub(s)),c=a<=b?1:Mn(Number(a),v(r.sub(o)));return{projected:i,probability:c}}var Rh=Date.UTC(1899,11,30),vh=864e5;function qi(e,t,n,o,r=null){It.check("target",e);let s=n-t+1;if(s<1)throw new w(`'end' must not be before 'start'; got ${Fi(n)} and ${Fi(t)}: write the later day a\
s 'end'`);let i=E(Math.min(Math.max(o-t+1,0),s),s);if(r===null)return v(R(e).mul(i));let a=mn(r),c=i.mul(E(a.length)),u=Number(Bt(c)),l=E(Pi(a.slice(0,u)));return u<a.length&&(l=l.add(c.sub(E(u)).mul(
E(a[u])))),v(R(e).mul(l).div(E(Pi(a))))}function Fi(e){return new Date(Rh+e*vh).toISOString().slice(0,10)}function Di(e,t,n=.05){return S.check("actual",e),It.check("expected",t),un.check("alpha",n),t===
0?e===0?"on pace":"ahead":Ns(e,t)<n?"behind":Mn(e,t)<n?"ahead":"on pace"}function Pi(e){return e.reduce((t,n)=>t+n,b)}function xh(e){var r;let t=e.list("wins"),{entries:n,unmet:o}=ts(t.values,e.list("lag").values,e.number("rate"),(r=e.listOrNone("past"))==null?void 0:r.values);return t.across?[n,o]:n.map((s,i)=>[s,o[i]])}
function yh(e){let t=e.list("entries");return t.laid(Jr(t.values,e.list("lag").values,e.number("rate")))}function _h(e){var o;let t=e.list("starters"),n=(o=e.listOrNone("ramp"))==null?void 0:o.values;
return t.laid(Ui(t.values,e.number("per_rep"),n))}function Ah(e){var s;let[t,n,o]=[e.day("start"),e.day("end"),e.day("today")],r=(s=e.listOrNone("weights"))==null?void 0:s.values;return[[qi(e.number("\
target"),t,n,o,r)]]}function Lh(e){let[t,n]=[e.number("actual"),e.number("expected")],{projected:o,probability:r}=ki(t,n,e.number("target"));return[[o,r]]}var Gi={FUNNEL_SPREAD:e=>{let t=e.list("weigh\
ts");return t.laid(dn(e.number("target"),t.values))},FUNNEL_SCHEDULE:xh,FUNNEL_WINS:yh,FUNNEL_CAPACITY:_h,FUNNEL_EXPECTED:Ah,FUNNEL_PACE:e=>[[Di(e.number("actual"),e.number("expected"),e.numberOr("alp\
ha",.05))]],FUNNEL_FINISH:Lh};var xa=Or(Ko(),1);var bf=80,Ef=1e17,Nf=1e-290,Mf=1e5,Tf=1e-16,tr=1e-305;function ya(e,t){if(!Number.isFinite(e))throw new w(`'t' must be a finite number; got ${ot(e,15)}`);if(!(Number.isFinite(t)&&t>0))throw new w(`'fr\
eedom' must be a number above 0; got ${ot(t,15)}`);if(t>=Ef)return(0,xa.default)(Math.abs(e)/Math.SQRT2);let n=Math.abs(e)/Math.sqrt(t);if(n===0||t<=Nf)return 1;let o=t/2,[r,s]=Of(n,Math.log(Math.abs(
e))-Math.log(t)/2),[i,a]=[Math.exp(-r),-Math.expm1(-r)],c=Math.exp(-o*r+s/2)*If(o)/Math.sqrt(Math.PI);return i*(o+2.5)<o+1?Math.min(1,c*va(o,.5,i,a)):Math.max(0,1-c*va(.5,o,a,i))}function Of(e,t){if(e<
1){let n=Math.log1p(e*e);return[n,2*Math.log(e)-n]}return[2*(e<1/0?Math.log(Math.hypot(1,e)):t),-Math.log1p(1/e/e)]}function If(e){let t=1,n=e;for(;n<bf;n+=1)t*=n/(n+.5);let o=1/n,r=o*(5/1024+o*(-21/32768+
o*(-399/262144+o*869/4194304)));return t*Math.sqrt(n)*(1+o*(-1/8+o*(1/128+r)))}function va(e,t,n,o){let r=e*o-t*n,s=1/Jo(e*(r+1)/(e+1)),i=1/tr,a=s;for(let c=1;c<Mf;c+=1){let u=e+2*c-1,l=(e+c-1)/u*((e+
t+c-1)/u)*c*(t-c)*n*n,h=c+c*(t-c)*n/u+(e+c)*(r+1+c*(1+o))/(u+2);if(s=1/Jo(h+l*s),i=Jo(h+l/i),a*=i*s,Math.abs(i*s-1)<=Tf)break}return a}function Jo(e){return Math.abs(e)>tr?e:tr}var _a=5,Sf=1e-14,Rf=3e7,vf=2**-50;function La(e,t,n=3){st.checkEach("result",t),he.check("max_lag",n),e.forEach((a,c)=>st.checkEach(`activities[${c}]`,a)),Bf(e,t,n);let o=Aa(t);if(!er(o,0,o.values.length))
throw new k("'result' never changes, or always by the same amount, so nothing can be compared with it: add periods in which it does, or take another result");let r=xf(e.map(Aa),o,n),s=Lf(r.map(({p:a})=>a)),
i=e.map(()=>null);return r.forEach(({place:a,lag:c,r:u,p:l},h)=>{let f={lag:c,r:u,p:l,q:s[h]},m=i[a];(!m||yf(f,m))&&(i[a]=f)}),i}function xf(e,t,n){let o=[],r=t.values.length;for(let s=0;s<=n;s+=1){let i=er(
t,s,r);i&&e.forEach((a,c)=>{let u=er(a,0,r-s);u&&o.push({place:c,lag:s,...$f(u,i),q:1})})}return o}function yf(e,t){return e.p!==t.p?e.p<t.p:Math.abs(e.r)!==Math.abs(t.r)?Math.abs(e.r)>Math.abs(t.r):e.
lag<t.lag}function _f(e,t,n){fo.check("pairs",e),fn.check("x_autocorrelation",t),fn.check("y_autocorrelation",n);let o=Math.max(t*n,0);return e*(1-o)/(1+o)}function Af(e,t){fn.check("r",e),fo.check("p\
airs",t);let n=t-2;if(n<=0)return 1;let o=(1-e)*(1+e);return o?ya(e*Math.sqrt(n/o),n):0}function Lf(e){L.checkEach("p_values",e);let t=e.length,n=e.map((s,i)=>i).sort((s,i)=>e[i]-e[s]),o=e.map(()=>1),
r=1;return n.forEach((s,i)=>{let a=e[s];r=Math.min(r,Math.max(a,a*t/(t-i))),o[s]=r}),o}function Bf(e,t,n){if(!e.length)throw new O("'activities' must hold a series or more; got none");let o=[...new Set(
e.map(r=>r.length))];if(o.length>1||o[0]!==t.length){let r=o.sort((s,i)=>s-i).join(", ");throw new O(`'activities' and 'result' must be equally long; got ${r} and ${t.length}`)}if(t.length<_a+n)throw new k(
`a max_lag of ${T(n)} needs ${T(BigInt(n)+BigInt(_a))} points or more; got ${t.length}: add periods, or choose a smaller max_lag`);if(e.length*(n+1)*t.length>Rf)throw new w(`'max_lag' of ${T(n)} with ${e.
length} series of ${t.length} points would take too long: take fewer activities or points, or a smaller max_lag`)}function Aa(e){let t=Ye(or(e)),n=e.map(s=>Gt(s,-t)),o=n.slice(1).map((s,i)=>s-n[i]),r=Ye(
or(o));return{values:o.map(s=>Gt(s,-r)),rounding:e.every(Number.isInteger)?0:Gt(vf,-r)}}function er(e,t,n){let o=e.values.slice(t,n),[r,s]=[o[0],o[0]];for(let f of o)f<r&&(r=f),f>s&&(s=f);if(s-r<=e.rounding)
return null;let i=at(o)/o.length,a=o.map(f=>f-i),c=1/or(a),u=a.map(f=>f*c),l=1/Math.sqrt(nr(u,u)),h=u.map(f=>f*l);return{values:h,autocorrelation:nr(h,h.slice(1))}}function $f(e,t){let n=Math.max(-1,Math.
min(1,nr(e.values,t.values)));1-Math.abs(n)<Sf&&(n=Math.sign(n));let o=_f(e.values.length,e.autocorrelation,t.autocorrelation);return{r:n,p:Af(n,o)}}function nr(e,t){let n=0;for(let o=0;o<t.length;o+=
1)n+=e[o]*t[o];return n}function or(e){return e.reduce((t,n)=>Math.max(t,Math.abs(n)),0)}var Wa=Or(Ko(),1);var Cf=BigInt(2)**BigInt(63)-BigInt(1),rr={rise:b,run:1},jn=class{constructor(t){let n=Ot(new Set(t.map(i=>i.d))),o=t.map(i=>_(i)*(n/i.d)),r=o.reduce((i,a)=>lo(a,i),b)||BigInt(1);this.whole=o.map(i=>i/
r),this.unit=E(r,n),this.count=t.length;let s=this.whole.reduce((i,a)=>a>i?a:-a>i?-a:i,b);this.reach=BigInt(3)*s*BigInt(this.count),this.doubles=this.reach<=Number.MAX_SAFE_INTEGER?this.whole.map(Number):
null}slope(t,n){return{rise:this.whole[n]-this.whole[t],run:n-t}}steepness(t,n){let o=n-t;if(this.doubles)return(this.doubles[n]-this.doubles[t])/o;let r=this.whole[n]-this.whole[t],s=Number(r);return Number.
isFinite(s)?s/o:Number(r/BigInt(o))}levels(t){if(this.doubles){let[s,i]=[Number(t.rise),t.run];return Ba(Float64Array.from(this.doubles,(a,c)=>a*i-s*c))}let n=BigInt(t.run),o=b,r=this.whole.map(s=>{let i=s*
n-o;return o+=t.rise,i});return Ba(this.reach<=Cf?BigInt64Array.from(r):r)}};function $a(e){return[...Vn(e.levels(rr))]}function Ba(e){let t=Array.isArray(e)?[...e].sort((r,s)=>r<s?-1:+(r>s)):e.slice().
sort(),n=0;for(let r=0;r<t.length;r+=1)(r===0||t[r]!==t[r-1])&&(t[n++]=t[r]);let o=new Int32Array(e.length);for(let r=0;r<o.length;r+=1)o[r]=sr(t,e[r],n);return o}function sr(e,t,n=e.length){let[o,r]=[
0,n];for(;o<r;){let s=o+r>>1;e[s]<t?o=s+1:r=s}return o}function Vn(e){let t=e.reduce((o,r)=>Math.max(o,r),0),n=new Int32Array(t+1);for(let o of e)n[o]+=1;return n}function Qn(e,t){let n=Vn(e),o=0;n.forEach(
(s,i)=>{n[i]=o,o+=s});let r=new Int32Array(e.length);for(let s=0;s<e.length;s+=1){let i=t?e.length-1-s:s;r[n[e[i]]++]=i}return r}var Uf=8,kf=1e5,Ff=1e3,Pf=2.5,qf=2654435769,Df=2**-50;function Ca(e){let[t,n]=qa(e,rr);return{rising:ir(e.count)-t-n,falling:t,level:n}}function Ua(e){let t=ir(e.count),n=[Math.floor((t+1)/2),Math.floor(
t/2)+1],o={lower:null,passed:0,upper:null,reached:t},s=ka(e,n[0]===n[1]?[n[0]]:n,o).map(({rise:i,run:a})=>E(i,a));return Ct(v(sn(s).mul(e.unit).div(E(s.length))))}function ka(e,t,n){let o=Math.max(Uf*
e.count,kf);for(;Ze(n)>o;)for(let s of Gf(e,t,n)){let[i,a]=qa(e,s),c=new Set(t.map(u=>+(u>i)+ +(u>i+a)));if(c.size>1){let u=n;return t.map(l=>ka(e,[l],u)[0])}if(c.has(1))return t.map(()=>s);n=c.has(0)?
{...n,upper:s,reached:i}:{...n,lower:s,passed:i+a}}let r=Fa(e,Da(e,n,Array.from({length:Ze(n)},(s,i)=>i)));return t.map(s=>r(s-n.passed-1))}function Gf(e,t,n){let o=Math.max(e.count,Ff),r=Ze(n)-1,s=Array.
from({length:o},(h,f)=>{let m=f+(Math.imul(f,qf)>>>0)/4294967296;return Math.min(r,Math.floor(Ze(n)*m/o))}),i=Fa(e,Da(e,n,s)),a=(t[0]-n.passed)/Ze(n),c=Pf*Math.sqrt(o*a*(1-a))+3,u=i(Math.max(0,Math.floor(
a*o-c))),l=i(Math.min(o-1,Math.ceil(a*o+c)));return Pa(u,l)===0?[u]:[u,l]}function Fa(e,{from:t,to:n}){let o=Float64Array.from(t,(s,i)=>e.steepness(s,n[i])),r=o.slice().sort();return s=>{let i=Math.max(
-Number.MAX_VALUE,Math.min(Number.MAX_VALUE,r[s])),a=Math.abs(i)*Df,c=[];return o.forEach((u,l)=>{u>=i-a&&u<=i+a&&c.push(e.slope(t[l],n[l]))}),c.sort(Pa)[s-sr(r,i-a)]}}function Pa(e,t){let[n,o]=[e.rise*
BigInt(t.run),t.rise*BigInt(e.run)];return n<o?-1:+(n>o)}function qa(e,t){let n=e.levels(t),o=new Xn(e.count),r=0;for(let s of Qn(n,!1))r+=o.above(s),o.add(s);return[r,Vn(n).reduce((s,i)=>s+ir(i),0)]}
function Da(e,t,n){let{lower:o,upper:r}=t,s=Int32Array.from({length:e.count},(p,d)=>d),i=o?Qn(e.levels(o),!0):s,a=r?Qn(e.levels(r),!1):s.slice().reverse(),c=new Int32Array(e.count);a.forEach((p,d)=>{c[p]=
d});let u=new Xn(e.count),[l,h]=[new Int32Array(n.length),new Int32Array(n.length)],[f,m]=[0,0];for(let p of i){let d=f+u.above(c[p]);for(;m<n.length&&n[m]<d;)l[m]=a[u.greatest(n[m]-f)],h[m]=p,m+=1;u.
add(c[p]),f=d}return{from:l,to:h}}function Ze(e){return e.reached-e.passed}function ir(e){return e*(e-1)/2}var Xn=class{constructor(t){this.tree=new Int32Array(t+1),this.top=2**Math.floor(Math.log2(t)),
this.total=0}add(t){this.total+=1;for(let n=t+1;n<this.tree.length;n+=n&-n)this.tree[n]+=1}above(t){let n=0;for(let o=t+1;o>0;o-=o&-o)n+=this.tree[o];return this.total-n}greatest(t){let n=this.total-t,
o=0;for(let r=this.top;r>=1;r/=2){let s=o+r;s<this.tree.length&&this.tree[s]<n&&(o=s,n-=this.tree[s])}return o}};var Hf=E(266,100),Wf=E(3267,1e3),Ga=8,Yf=2,jf=4,Vf=15;function Ya(e){st.checkEach("series",e);let t=e.map(it),n=t.length;if(n<Yf)throw new k(`'series' must hold two points or more; got ${n}: add perio\
ds`);let o=Ot(new Set(t.map(f=>f.d))),r=t.map(f=>_(f)*(o/f.d)),s=r.slice(1).map((f,m)=>f-r[m]),i=E(ar(r),n),a=E(ar(s.map(f=>f<b?-f:f)),n-1),c=Hf.mul(a),[u,l]=[i.sub(c),i.add(c)],h=[i,u,l,Wf.mul(a)].map(
f=>v(f.div(E(o))));if(!h.every(Number.isFinite))throw new w("'series' holds numbers so large that its limits are beyond 1.8e+308: use a larger unit");return{centre:h[0],lower:h[1],upper:h[2],rangeLimit:h[3],
signals:Qf(r,i,u,l)}}function Qf(e,t,n,o){let[r,s]=[Qt(n),Bt(o)],[i,a]=[Qt(t),Bt(t)],c=0;return e.map(u=>(u>a?c=Math.max(c,0)+1:u<i?c=Math.min(c,0)-1:c=0,u>s?"above limit":u<r?"below limit":c>=Ga?"run\
 above centre":c<=-Ga?"run below centre":""))}function ja(e,t=.05){st.checkEach("series",e),H.check("alpha",t);let n=e.length;if(n<jf)throw new k(`'series' must hold four points or more; got ${n}: add\
 periods`);let o=new jn(e.map(Xf)),r=Ca(o),s=r.rising-r.falling,i=ar($a(o).map(Ha)),a=Math.sqrt(v(E(Ha(n)-i,18))),c=s?(s-Math.sign(s))/a:0,u=s?(0,Wa.default)(Math.abs(c)/Math.SQRT2):1,l=Ua(o);return{direction:u>=
t?"steady":s>0?"rising":"falling",slope:l,p:u,s,z:c}}function Ha(e){return BigInt(e)*BigInt(e-1)*BigInt(2*e+5)}function Xf(e){return Number.isInteger(e)?E(e):Be(ot(e,Vf))}function ar(e){return e.reduce(
(t,n)=>t+n,b)}function Zf(e){let{centre:t,lower:n,upper:o,signals:r}=Ya(e.list("series").values);return r.map(s=>[t,n,o,s])}function zf(e){let{direction:t,slope:n,p:o}=ja(e.list("series").values,e.numberOr("alpha",
.05));return[[t,n,o]]}function Kf(e){return La(e.table("activities").lines,e.list("result").values,e.numberOr("max_lag",3)).map(n=>n?[n.lag,n.r,n.p,n.q]:["#N/A","#N/A","#N/A","#N/A"])}var Va={FUNNEL_XMR:Zf,
FUNNEL_TREND:zf,FUNNEL_CORRELATE:Kf};var Qa={...Ci,...Ps,...Gi,...$s,...fi,...ai,...Va,...js};var Xa=["LOADING...","LOADING…"],Jf=new Set("#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #PYTHON! #EXTERNAL! #ERROR! LOAD\
ING... LOADING…".split(" ")),tm=Date.UTC(1899,11,30),em=864e5,_t=class{constructor(t,n){this.serial=t,this.told=n}};function Zn(e){let[t,n,o]=e.split("-").map(Number),r=new Date(0);return r.setUTCFullYear(
t,n-1,o),r.getUTCMonth()===n-1&&r.getUTCDate()===o&&t>0?Math.round((r.getTime()-tm)/em):null}function re(e){return Jf.has(e.toUpperCase())}function K(e){return e==null||e===""}var Se=class e{constructor(t,n){
this.name=t,this.rows=n,this.height=n.length,this.width=n.length?n[0].length:0,this.blank=n.every(o=>o.every(K))}static of(t,n){if(!Array.isArray(n))return new e(t,[[n]]);if(!n.some(o=>Array.isArray(o)))
return new e(t,[n]);if(!n.every(o=>Array.isArray(o)))throw new O(`'${t}' must be a range: a list of rows, each a list of cells`);if(new Set(n.map(o=>o.length)).size>1)throw new O(`'${t}' must be a rec\
tangle of cells; its rows have ${n.map(o=>o.length).join(", ")} cells`);return new e(t,n)}at(t,n){return this.rows[t][n]}place(t,n){return this.height===1&&this.width===1?"":this.height===1?`column ${n+
1}`:this.width===1?`row ${t+1}`:`row ${t+1}, column ${n+1}`}rowTold(t){return this.height>1?`row ${t+1}`:""}filledRows(){return ze(this.height,t=>this.rows[t].every(K))}filledColumns(){return ze(this.
width,t=>this.rows.every(n=>K(n[t])))}countColumns(){return this.width===2?[0,1]:this.filledColumns()}line(t){let[n,o]=this.wholeLine(t);return[ze(n.length,s=>K(this.at(...n[s]))).map(s=>n[s]),o]}wholeLine(t){
let[n,o]=[Tt(this.height),Tt(this.width)];if(n.length>1&&o.length>1){let[s,i]=[this.filledRows(),this.filledColumns()];if(s.length>1&&i.length>1)throw new O(`${t}, in one row or one column; got ${this.
height} rows × ${this.width} columns`);s.length>1?o=i:n=s}let r=[];for(let s of n)for(let i of o)r.push([s,i]);return[r,n.length===1&&o.length>1]}};function ze(e,t){let[n,o]=[0,e-1];for(;n<=o&&t(n);)
n+=1;for(;o>n&&t(o);)o-=1;return Tt(e).slice(n,o+1)}function Tt(e){return Array.from({length:e},(t,n)=>n)}var nm=/^[+-]?\s*(\p{Nd}[\p{Nd},]*\.?\p{Nd}*|\.\p{Nd}+)(e[+-]?\p{Nd}+)?\s*%?$/iu,om=/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,rm=2958465,Ke=class{constructor(t,n){this.values=t,this.across=n}laid(t){return Za(t,
this.across)}},zn=class{constructor(t,n){this.transitions=t,this.across=n}laid(t){return Za(t,this.across)}};function Za(e,t){return t?[[...e]]:e.map(n=>[n])}function Je(e){if(typeof e=="boolean")return new O(
`is ${e?"TRUE":"FALSE"}: write a number`);if(typeof e=="number"||typeof e=="bigint"){let o=Number(e);return Number.isFinite(o)?o:new w("is not a finite number: write one below 1.8e+308")}if(K(e))return new O(
"is blank: write a number, or leave blanks only at the ends");if(e instanceof _t)return new O(`is the date ${e.told}: write a number`);if(typeof e!="string")return new O(`is ${String(e)}: write a numb\
er`);let t=e.trim();if(Xa.includes(t.toUpperCase()))return new ft("is still loading: try again once it shows a value","#N/A");if(re(t))return new ft(`holds the error ${t}: mend that cell first`,t.toUpperCase());
if(t.startsWith("Err:"))return new ft(`holds the error ${t}: mend that cell first`,"#VALUE!");let n=nm.test(t)?"numbers held as text do not count: type it again as a number":"write a number";return new O(
`is the text '${e}': ${n}`)}function tn(e,t){let n=Je(e);if(typeof n!="number")return n;let o=t.complaint(n);return o===null?n:new w(`is ${o}`)}function Ht(e,t){let n=t.map(([,i])=>i.message);t.every(
([,i])=>i instanceof w)&&(n=ae(n));let o=t.map(([i],a)=>`${i||"it"} ${n[a]}`).join("; "),r=`${e}; ${o}`,s=t[0][1];return s instanceof ft?new ft(r,s.code):s instanceof w?new w(r):new O(r)}function Kn(e,t){
if(e.height!==1||e.width!==1)throw new O(`'${e.name}' must be one cell with ${t.one}; got a range of ${e.height} × ${e.width} cells`);let n=tn(e.at(0,0),t);if(typeof n=="number")return n;throw Ht(`'${e.
name}' must be ${t.one}`,[[e.place(0,0),n]])}function za(e){let t=`'${e.name}' must be TRUE or FALSE`;if(e.height!==1||e.width!==1)throw Ka(e,`${t} in one cell`);let n=e.at(0,0);if(typeof n=="boolean")
return n;if(n===0||n===1)return n===1;let o=Je(n);if(!(o instanceof ft)){let r=typeof n=="string"?`the text '${n}'`:sm(n);o=new O(`is ${r}: write TRUE or FALSE`)}throw Ht(t,[[e.place(0,0),o]])}function sm(e){
return e instanceof _t?e.told:T(Number(e))}function Ka(e,t){for(let n=0;n<e.height;n+=1)for(let o=0;o<e.width;o+=1){let r=Je(e.at(n,o));if(r instanceof ft)return Ht(t,[[e.place(n,o),r]])}return new O(
`${t}; got a range of ${e.height} × ${e.width} cells`)}function Jn(e){let t=`'${e.name}' must be a date`;if(e.height!==1||e.width!==1)throw new O(`${t} in one cell; got a range`);let n=e.at(0,0);if(n instanceof
_t)return n.serial;if(typeof n=="string"&&!re(n.trim())&&!K(n)){let r=om.test(n.trim())?Zn(n.trim()):null;if(r!==null)return r;throw new O(`${t}; ${e.place(0,0)||"it"} is the text '${n}': write it as \
2027-01-31, or as a date cell`)}let o=Je(n);if(typeof o!="number")throw Ht(t,[[e.place(0,0),o]]);if(!(o>=0&&o<=rm+1-1e-9))throw new w(`${t}; got ${T(o)}, which is no day of a calendar`);return Math.floor(
o)}function Re(e,t){let n=`'${e.name}' must be ${t.plural}`,[o,r]=e.line(n);if(!o.length)throw new O(`${n}; it is blank`);return new Ke(to(e,o,t,n),r)}function to(e,t,n,o,r=()=>null){var a;let s=[],i=[];
for(let c of t){let u=(a=r(c))!=null?a:tn(e.at(...c),n);typeof u=="number"?s.push(u):i.push([e.place(...c),u])}if(i.length)throw Ht(o,i);return s}function Ja(e){if(cr(e))return new zn(ve(e),!1);let t=Re(
e,A),n=t.values.map(o=>ht.of(o));return new zn(n,t.across&&n.length>1)}function cr(e){let[t,n]=[e.filledRows(),e.countColumns()];return n.length!==2?!1:t.length?t.length>1||im(e,t[0],n):e.height>1}function im(e,t,n){
let[o,r]=n.map(s=>Je(e.at(t,s)));if(typeof o!="number"||typeof r!="number"||o<=1&&r<=1)return!1;if(o>1&&Number.isInteger(o)&&Number.isInteger(r))return!0;throw new w(`'${e.name}' in a row of two cells\
 must be two shares up to 1, or whole counts entered and advanced; got ${T(o)} and ${T(r)}: write 47% or 0.47 for a rate`)}function ve(e){let t=`'${e.name}' must be counts, entered and advanced in two\
 columns`,[n,o]=[e.filledRows(),e.countColumns()];if(o.length!==2&&n.length)throw Ka(e,t);if(!n.length)throw new O(`${t}; it is blank`);let r=[],s=[];for(let i of n){let[a,c]=o.map(u=>tn(e.at(i,u),S));
if(typeof a!="number"&&s.push([e.place(i,o[0]),a]),typeof c!="number"&&s.push([e.place(i,o[1]),c]),!(typeof a!="number"||typeof c!="number"))if(c>a){let u=`is ${T(c)} advanced of ${T(a)} entered: at m\
ost all can`;s.push([e.place(i,o[1]),new w(u)])}else r.push(ht.learnt(a,c))}if(s.length)throw Ht(t,s);return r}var ur=class{constructor(t){this.entries=t}get lines(){return Tt(this.entries[0].length).map(t=>this.entries.map(n=>n[t]))}},eo=class{constructor(t,n){this.argument=t,this.cells=n,this.expected=`'${t.
name}' must be ${t.quantity.plural}`,this.isTable=t.kind==="COLUMNS"||t.kind==="ROWS",this.isAlone=t.single&&n.height===1&&n.width===1}blank(t){return t.every(([n,o])=>K(this.cells.at(n,o)))}};function tc(e){
let t=lr(e),n={};for(let o of e){let r=o.argument.name;if(o.cells.blank)throw new O(`${o.expected}; it is blank`);n[r]=o.isTable?fm(o,t[r]):hm(o,t[r])}return lm(e.filter(o=>!o.isAlone).map(o=>o.argument.
name),t),n}function lr(e){let t={};for(let i of e)if(!i.isTable){let[a]=i.cells.wholeLine(i.expected);t[i.argument.name]=a.map(c=>[c])}let n=new Set(Object.values(t).map(i=>i.length));for(let i of e)i.
isTable&&(t[i.argument.name]=cm(i,n));let o=e.filter(i=>!i.isAlone),r=new Set(o.map(i=>t[i.argument.name].length)).size===1,s={};for(let i of e){let a=r&&!i.isAlone?o:[i],c=t[i.argument.name].slice(...um(
a,t));s[i.argument.name]=am(i,c)}return s}function am(e,t){if(!e.isTable||e.cells.blank||!t.length)return t;let n=ze(t[0].length,o=>e.blank(t.map(r=>r[o])));return t.map(o=>n.map(r=>o[r]))}function cm(e,t){
let[n,o]=[Tt(e.cells.height),Tt(e.cells.width)];return e.argument.kind==="COLUMNS"&&(t.has(n.length)||!t.has(o.length))?n.map(s=>o.map(i=>[s,i])):o.map(s=>n.map(i=>[i,s]))}function um(e,t){let[n,o]=[1/0,
0];for(let r of e)t[r.argument.name].forEach((s,i)=>{r.blank(s)||(n=Math.min(n,i),o=Math.max(o,i+1))});return o?[n,o]:[0,0]}function lm(e,t){if(new Set(e.map(n=>t[n].length)).size>1){let n=e.map(r=>`${t[r].
length} in '${r}'`).join(", "),o=e.map(r=>`'${r}'`).join(" and ");throw new O(`${o} must be equally long; got ${n}`)}}function hm(e,t){let{cells:n,argument:o,expected:r}=e,s=to(n,t.flat(),o.quantity,r);
return new Ke(s,n.wholeLine(r)[1])}function fm(e,t){let{cells:n,argument:o,expected:r}=e,s=new Set;if(o.blank!==null){let c=Tt(t[0].length).map(l=>t.map(h=>h[l])),u=t.map(l=>e.blank(l));for(let l of c)
e.blank(l)||l.forEach((h,f)=>{!u[f]&&e.blank([h])&&s.add(String(h))})}let i=to(n,t.flat(),o.quantity,r,c=>s.has(String(c))?o.blank:null),a=0;return new ur(t.map(c=>c.map(()=>i[a++])))}function ec(e,t,n){let o=new Map;return e.located(r=>{let s=o.get(r.argument);if(s===void 0){let i=t.arguments.find(a=>a.name===r.argument);s=i?mm(t,i,n):a=>a.place,o.set(r.argument,s)}return s(r)})}function hr(e,t,n){
return e.arguments.filter(o=>o.group===t&&!(o.optional&&n[o.name].blank)).map(o=>new eo(o,n[o.name]))}function mm(e,t,n){let o=n[t.name];if(t.kind==="COUNTS"||t.kind==="STEPS"&&cr(o)){let s=o.filledRows();
return i=>i.entry<s.length?o.rowTold(s[i.entry]):null}let r=[[[0,0]]];return t.group?r=lr(hr(e,t.group,n))[t.name]:(t.kind==="LIST"||t.kind==="STEPS")&&(r=o.line(t.name)[0].map(s=>[s])),s=>pm(o,r,s)}function pm(e,t,n){
var i;let o=(i=n.series)!=null?i:0;if(t.length===1)return e.place(...t[0][o]);if(n.entry>=t.length)return null;let r=t[n.entry];if(r.length===1||n.series!==null)return e.place(...r[o]);let s=r[r.length-
1];return r[0][0]===s[0]?e.rowTold(r[0][0]):`column ${r[0][1]+1}`}var no=class{constructor(t){this.values=t}number(t){return this.values.get(t)}numberOr(t,n){var o;return(o=this.values.get(t))!=null?o:n}flag(t){return this.values.get(t)===!0}day(t){return this.number(
t)}list(t){return this.values.get(t)}listOrNone(t){return this.values.get(t)}table(t){return this.values.get(t)}steps(t){return this.values.get(t)}counts(t){return this.values.get(t)}};function oc(e,t){let n=Ar(e),o=n.arguments.length;if(t.length>o)throw new O(`${n.usage} takes at most ${o} arguments; got ${t.length}`);let r={};n.arguments.forEach((a,c)=>{var u;r[a.name]=Se.of(a.name,
(u=t[c])!=null?u:null)});let s=new no(wm(n,r)),i=dm(n,r,s);for(let a of i)for(let c of a)gm(n,c);return i.map(a=>a.map(c=>c===0?0:typeof c=="bigint"?Number(c):c))}function rc(e,t){let n=t instanceof Error?
`${t.name}: ${t.message}`:String(t);return new Q(`${e} failed in a way that nobody foresaw (${n}): please report it with the formula and the cells it refers to`)}function dm(e,t,n){try{let o=Qa[e.name](
n);if(o.some(r=>r.some(s=>Number.isNaN(s))))throw new D;return o}catch(o){throw o instanceof Q?ec(o,e,t):o instanceof D?new w(`${e.name} cannot be worked out with numbers of this size: check them`):o}}
function gm(e,t){if(typeof t=="string")return;if(!(typeof t=="bigint"?-Z<=t&&t<=Z:Number.isFinite(t)))throw new w(`the answer of ${e.name}, ${ot(Number(t),6)}, is larger than a cell can hold: whole nu\
mbers end at 2^53, others at 1.8e+308; check the numbers`)}function wm(e,t){let n=new Map;for(let o of e.arguments)if(!n.has(o.name))if(nc(e,o,t[o.name]))n.set(o.name,null);else if(o.group){for(let s of e.
arguments)s.group===o.group&&nc(e,s,t[s.name]);let r=tc(hr(e,o.group,t));for(let[s,i]of Object.entries(r))n.set(s,i)}else n.set(o.name,bm(o,t[o.name]));return n}function nc(e,t,n){if(!n.blank)return!1;
if(t.optional)return!0;if(n.height*n.width<=1)throw new O(`'${t.name}' is missing in ${e.usage}: ${t.help}`);return!1}function bm(e,t){return e.kind==="NUMBER"?Kn(t,e.quantity):e.kind==="FLAG"?za(t):e.
kind==="DATE"?Jn(t):e.kind==="LIST"?Re(t,e.quantity):e.kind==="COUNTS"?ve(t):Ja(t)}var Em=[["Plan_Target","input","one cell","what must be reached: money with Plan_Value, else records; or what Plan_Goal says",pt],["Plan_Value","input","one cell","money that one won record brings; ma\
y be blank",B],["Plan_Rates","input","a cell per step, in one row or one column","the share of each stage's records that advances",A],["Plan_Counts","input","two columns, entered and advanced, with a \
row per step","records that entered each stage, and that advanced",S],["Plan_Goal","input","one cell","what the target counts: revenue, customers or profit; blank: revenue with Plan_Value","text"],["P\
lan_Purchases","input","one cell","purchases of a customer in a year; blank: 1",dt],["Plan_Existing","input","one cell","customers at the start of the term; blank: none",S],["Plan_Retention","input","\
one cell","the share of them that stays; blank: all",L],["Plan_Share_Of_Year","input","one cell","the part of the year that a new customer is there for; blank: 1/2 beside existing customers, else 1",A],
["Plan_Fixed_Cost","input","one cell","what the year costs however many buy, for a profit",F],["Plan_Margin","input","one cell","the share of revenue left after what was sold",kt],["Plan_CAC","input",
"one cell","what it costs to win one new customer, for a profit",F]],en=Em.map(([e,t,n,o,r])=>({name:e,role:t,shape:n,help:o,holds:r})),Ob=en.map(({name:e})=>e);var sc=20,Wt=class extends Se{constructor(t,n,o){super(t,n),this.where=o}place(t,n){return this.where(t,n)}rowTold(t){return this.where(t,0)}},xe=class extends Q{constructor(t,n){let o=n.slice(0,sc).map(
i=>i.sentence),r=n.length-sc;r>0&&o.push(`and ${r} more`);let s=`${t} has ${n.length} problems:`;super(o.length===1?`${t}: ${o[0]}`:[s,...o].join(`
  `)),this.code=n[0].code,this.problems=n}},ye=class{constructor(t){this.find=t,this.found=new Map,this.problems=[]}asked(t){var o;let n=this.found.get(t);return n===void 0&&(n=this.find(t),this.found.
set(t,n),n&&n.wrong&&this.keep({name:t,sentence:n.wrong,code:(o=n.code)!=null?o:"#VALUE!"})),n}has(t){return this.asked(t)!==null}place(t){var n,o;return(o=(n=this.asked(t))==null?void 0:n.place)!=null?
o:null}cells(t){let n=this.asked(t);if(!n||!n.place||!n.rows)return null;let o=n.place,r=new Wt(t,n.rows,(s,i)=>o.cell(s,i));return r.blank?null:r}value(t,n){let o=this.cells(t);return o&&this.kept(t,
()=>n(o))}kept(t,n){try{return n()}catch(o){if(!(o instanceof Q))throw o;return this.fault(t,o),null}}number(t,n){return this.value(t,o=>Kn(o,n))}line(t){let n=this.cells(t);if(!n||n.width===1)return n;
if(n.height>1){let r=`${n.height} × ${n.width}`;return this.fault(t,`'${t}' must be one row or one column; it is ${r}`),null}let o=n.rows[0].map(r=>[r]);return new Wt(t,o,r=>n.where(0,r))}texts(t){let n=this.
line(t);if(!n)return null;let o=n.rows.map(([r],s)=>{if(typeof r=="string"&&re(r)){let i=n.place(s,0);this.fault(t,`'${t}' must be names; ${i} holds the error ${r}`)}return K(r)?"":Nm(r).trim()});for(;o.
length&&!o[o.length-1];)o.pop();return o}word(t,n){let o=this.texts(t);if(!o||!o.length)return null;let r=o[0].toLowerCase();if(o.length===1&&n.includes(r))return r;let s=`${n.slice(0,-1).join(", ")} \
or ${n[n.length-1]}`,i=o.length===1?`it is ${$e(o[0])}`:`it has ${o.length} cells`;return this.fault(t,`'${t}' must be ${s}; ${i}: write one of these words`),null}missing(t){let n=en.find(o=>o.name===
t);if(!n)throw new Error(`no name of the contract is called ${t}`);return this.has(t)?`'${t}' is blank: write ${n.help}`:`the name '${t}' is not defined: it stands for ${n.help}; define it as ${n.shape}`}fault(t,n){
var c;let[o,r]=typeof n=="string"?[n,"#VALUE!"]:[n.message,n.code],s=String((c=this.place(t))!=null?c:""),i=s.slice(0,s.lastIndexOf("!")+1),a=i&&!o.includes(i)?`${o} (${s})`:o;this.keep({name:t,sentence:a,
code:r})}keep(t){this.problems.some(({name:o,sentence:r})=>o===t.name&&r===t.sentence)||this.problems.push(t)}wrong(t){return this.problems.some(n=>n.name===t)}};function Nm(e){return typeof e=="boole\
an"?e?"True":"False":e instanceof _t?e.told:String(e)}var fr=12;function mr(e,t,n){let o=t.height>1;(o?t.rows[0]:t.rows.map(s=>s[0])).every(K)&&e.fault(t.name,`'${t.name}' must begin in its first cell, blank cells may only follow; ${t.place(0,0)} is blan\
k: write ${n} there, or let the name begin further `+(o?"down":"right"))}function ic(e){var s;let t=e.problems.length,[n,o]=[e.cells("Plan_Rates"),e.cells("Plan_Counts")];if(e.problems.length>t)return[];
if(!n&&!o)return Mm(e),[];let r=e.kept("Plan_Rates",()=>Om(e,n,ac(o)));return!r||e.problems.length>t?[]:(s=e.kept("Plan_Rates",()=>Tm(r)))!=null?s:[]}function Mm(e){for(let t of["Plan_Rates","Plan_Cou\
nts"])if(e.place(t)){e.fault(t,`'${t}' is blank: write the funnel's rates, top first`);return}e.fault("Plan_Rates","neither 'Plan_Rates' nor 'Plan_Counts' is defined: define one of them, as a cell per\
 step, or as two columns entered and advanced")}function Tm(e){if(e.length<=fr)return e;throw new w(`a funnel has at most ${fr} steps, so ${fr} stages above the wins; got ${e.length} rates: leave out \
the stages that nobody steers by`)}function ac(e){if(!e||e.width===2||e.height!==2)return e;let t=Tt(e.width).map(n=>[e.at(0,n),e.at(1,n)]);return new Wt(e.name,t,(n,o)=>e.where(o,n))}function cc(e,t){
let n=ac(e.cells("Plan_Counts"));if(n&&t<n.height&&!n.rows[t].every(K))return n.place(t,0);let o=e.cells("Plan_Rates");return o?o.height>1?o.place(t,0):o.place(0,t):null}function Om(e,t,n){let o="the \
rate out of the top stage";if(!n)return t?(mr(e,t,o),Re(t,A).values.map(u=>ht.of(u))):[];if(n.width!==2)throw new Q(`'${n.name}' must be two columns, entered and advanced, with a row per step; it is ${n.
height} × ${n.width} cells`);if(!t)return mr(e,n,"the counts out of the top stage"),ve(n);let r=Im(e,n),s=[];for(let u of t.rows)s.push(...u);for(;s.length<n.height;)s.push(null);let i=t.height===1,a=new Wt(
t.name,s.map((u,l)=>[r.has(l)?1:u]),u=>i?t.where(0,u):t.where(u,0));return mr(e,a,o),Re(a,A).values.map((u,l)=>{var h;return(h=r.get(l))!=null?h:ht.of(u)})}function Im(e,t){let n=Tt(t.height).filter(i=>!t.
rows[i].every(K)),o=n.map(i=>t.rows[i]),r=new Wt(t.name,o,(i,a)=>t.where(n[i],a)),s=e.kept(t.name,()=>ve(r));return new Map(n.map((i,a)=>[i,s?s[a]:null]))}var[nn,uc,_e]=["revenue","customers","profit"],Sm=["Plan_Purchases","Plan_Existing","Plan_Retention","Plan_Share_Of_Year"];function lc(e){let t=e.problems.length,n=e.word("Plan_Goal",[nn,uc,_e]),o=e.number(
"Plan_Target",n===_e?Nt:pt),r=e.number("Plan_Value",B),s=n!=null?n:r===null?"records":nn,i=["Plan_Target"];(s===nn||s===_e)&&i.push("Plan_Value"),s===_e&&i.push("Plan_Fixed_Cost","Plan_Margin","Plan_C\
AC");let a=i.filter(m=>e.cells(m)===null&&!e.wrong(m)),u=s===nn&&Sm.some(m=>e.cells(m)!==null)||s===_e?Rm(e):null,l=s===_e?vm(e):null;if(a.length||e.problems.length>t||o===null)return{target:null,missing:a};
let h=s===uc||e.has("Plan_Goal");return{target:e.kept("Plan_Target",()=>u&&r!==null?{amount:xm(o,r,u,l),value:null}:s===nn?{amount:o,value:r}:{amount:h?Ie(o):o,value:null}),missing:[]}}function Rm(e){
let t=e.number("Plan_Purchases",dt),n=e.number("Plan_Existing",S),o=e.number("Plan_Retention",L),r=e.number("Plan_Share_Of_Year",A);return{purchases:t,existing:n,retention:o,shareOfYear:r}}function vm(e){
let t=e.number("Plan_Fixed_Cost",F),n=e.number("Plan_Margin",kt),o=e.number("Plan_CAC",F);return[t!=null?t:0,n!=null?n:0,o!=null?o:0]}function xm(e,t,n,o){if(!o)return yn(e,{value:t,...n});let[r,s,i]=o;
return _n(e,r,s,i,{value:t,...n})}function oo(e,t){let n=new ye(t),o=ym(n);if(!o)throw new xe(e,n.problems);let r=n.place("Plan_Rates");return r!==null&&r.rows===1&&r.columns>1?[o]:o.map(i=>[i])}function ym(e){let{target:t,missing:n}=lc(
e),o=ic(e);for(let r of n)e.fault(r,e.missing(r));if(e.problems.length||!t)return null;try{return _m(t,o)}catch(r){if(!(r instanceof Q))throw r;return e.fault("Plan_Rates",r.located(s=>cc(e,s.entry))),
null}}function _m(e,t){let n=e.amount||1,o=Xe(n,t,e.value);return Hn(n,t,e.value),o.map(r=>e.amount===0?0:Number(r))}var Am=/^[\p{L}_][\p{L}\p{N}_]*$/u,Lm=/^([A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*)$/i,ro=class{constructor(t,n,o,r,s){this.sheet=t,this.top=n,this.left=o,this.rows=r,this.columns=s}cell(t,n){return`${Bm(
this.sheet)}!${Ae(this.left+n)}${this.top+t}`}toString(){let t=this.cell(0,0);if(this.rows===1&&this.columns===1)return t;let n=Ae(this.left+this.columns-1);return`${t}:${n}${this.top+this.rows-1}`}};
function Ae(e){let[t,n]=["",e];for(;n>0;)t=String.fromCharCode(65+(n-1)%26)+t,n=Math.floor((n-1)/26);return t}function Bm(e){return Am.test(e)&&!Lm.test(e)?e:`'${e.replace(/'/g,"''")}'`}var $m="T00:00:00";function so(e,t){let n=Um(t);return Array.from(e,o=>Array.isArray(o)?o.map(r=>Array.isArray(r)?r.map(s=>pr(s,n)):[pr(r,n)]):pr(o,n))}function hc(e){return Array.from(e).every(t=>t==
null)}function fc(e){return e.map(t=>t.map(n=>typeof n=="bigint"?Number(n):n))}function pr(e,t){if(typeof e!="object")return e===void 0?null:e;if(e===null)return null;let n=Object.prototype.toString.call(
e);return n==="[object Date]"?Cm(e,t):n==="[object Error]"?e.message:String(e)}function Cm(e,t){if(Number.isNaN(e.getTime()))return String(e);let n=t(e),o=Zn(n.slice(0,10));return o===null?n:new _t(o,
n.endsWith($m)?n.slice(0,10):n)}function Um(e){let t=new Map;return n=>{let o=t.get(n.getTime());if(o!==void 0)return o;let r=e(n);return t.set(n.getTime(),r),r}}var km="plan_",mc=1e6,Yt=class e{constructor(t){this.spreadsheet=t,this.known=null,this.zone=""}static active(){return new e(SpreadsheetApp.getActive())}get title(){return this.spreadsheet.getName()}clock(t){
return this.zone||(this.zone=this.spreadsheet.getSpreadsheetTimeZone()),Utilities.formatDate(t,this.zone,"yyyy-MM-dd'T'HH:mm:ss")}names(){return[...this.ranges().values()].map(({name:t})=>t)}find(t){let n=this.
ranges().get(t.toLowerCase());if(!n)return null;if(!n.range)return Pm(t);let o=dr(n.range),r=o.rows*o.columns;if(r>mc)return{wrong:`'${t}' (${o}) has ${r} cells, which is more than ${mc}: let the name\
 stand for fewer rows and columns`};let[s]=so([n.range.getValues()],i=>this.clock(i));return{place:o,rows:s}}ranges(){if(this.known)return this.known;this.known=new Map;for(let t of this.spreadsheet.getNamedRanges()){
let n=t.getName();n.toLowerCase().startsWith(km)&&this.known.set(n.toLowerCase(),{name:n,range:Fm(t)})}return this.known}};function dr(e){return new ro(e.getSheet().getName(),e.getRow(),e.getColumn(),
e.getNumRows(),e.getNumColumns())}function Fm(e){try{return e.getRange()}catch{return null}}function Pm(e){return{wrong:`'${e}' points at cells that are gone (#REF!): point it at cells again in Data >\
 Named ranges`,code:"#REF!"}}var qm="FUNNEL_REQUIRED",pc=2e3;function dc(e,t){try{return fc(Dm(e,t))}catch(n){let o=n instanceof Q?n:rc(e,n);throw new Error(Hm(`${o.code}: ${o.message}`))}}function Dm(e,t){if(e===qm&&hc(t)){let n=Yt.
active();return oo(n.title,o=>n.find(o))}return oc(e,so(t,Gm()))}function Gm(){let e=null;return t=>(e=e!=null?e:Yt.active(),e.clock(t))}function Hm(e){return e.length<=pc?e:`${e.slice(0,pc-1)}…`}var Wm={"one cell":{Plan_Confidence:H,Plan_Goal_Owner:"text",Plan_Last_Year:Nt,Plan_Currency:"text",Plan_Start:"date",Plan_End:"date",Plan_As_Of:"date",Plan_Budget:F,Plan_Churn:le,Plan_Grain:"text",Plan_Result:"\
text"},"a cell per stage, in one row or one column":{Plan_Stages:"text",Plan_Owners:"text",Plan_Volumes:S},"a cell per period, in one row or one column":{Plan_Weights:W},"a cell per step, in one row o\
r one column":{Plan_Lags:he},"a row per stage, a column per period":{Plan_Actuals:S},"a cell per channel, in one row or one column":{Plan_Channels:"text",Plan_Shares:L,Plan_Capacities:Y,Plan_Ceilings:W,
Plan_Halves:B,Plan_Shapes:$t,Plan_Spend:F},"a row per step, a column per channel":{Plan_Channel_Rates:A},"a cell per scenario, in one row or one column":{Plan_Scenario_Budgets:F,Plan_Scenario_Ceilings:W},
"a cell per activity, in one row or one column":{Plan_Activities:"text"},"six columns, date, channel, stage, kind, what and amount, with a row per entry":{Plan_Log:"mixed"},"four columns, entered A, a\
dvanced A, entered B and advanced B, with a row per experiment":{Plan_Experiments:S}},Ym={"a cell per stage, in one row or one column":["Plan_Required","Plan_Required_Confident","Plan_Expected","Plan_\
Pace","Plan_Volumes_At_Fill"],"27 cells in one row or one column: target, value, confidence, 12 rates, 12 entered":["Plan_Basis"],"a row per stage, a column per period":["Plan_Schedule"],"one cell":["\
Plan_Probability","Plan_Budget_At_Fill"],"a row per stage, a column per channel":["Plan_Mix"],"a cell per channel, in one row or one column":["Plan_Allocation","Plan_Ceilings_At_Fill","Plan_Halves_At_\
Fill","Plan_Shapes_At_Fill"],"a row per channel, a column per scenario":["Plan_Scenario_Allocations"],"a cell per scenario, in one row or one column":["Plan_Scenario_Budgets_At_Fill","Plan_Scenario_Ce\
ilings_At_Fill"],"seven columns, verdict, slope, p, centre, lower, upper and signal, with a row per step":["Plan_Trends"],"four columns, lag, r, p and q, with a row per activity":["Plan_Correlations"],
"a cell per experiment, in one row or one column":["Plan_Experiment_Odds"],"a row per step, a column per period":["Plan_Step_Rates_At_Fill"],"a row per activity, a column per period":["Plan_Activities\
_At_Fill"],"a cell per period, in one row or one column":["Plan_Results_At_Fill"],"four columns, entered A, advanced A, entered B and advanced B, with a row per experiment":["Plan_Experiments_At_Fill"],
"two cells, in one row or one column":["Plan_Filled"]},gr=[];for(let[e,t]of Object.entries(Wm))for(let[n,o]of Object.entries(t))gr.push({name:n,role:"input",shape:e,help:"",holds:o});for(let[e,t]of Object.
entries(Ym))for(let n of t)gr.push({name:n,role:"output",shape:e,help:"",holds:"mixed"});var wr=[...en,...gr],jm=new Map(wr.map(e=>[e.name.toLowerCase(),e]));function io(e){var t;return(t=jm.get(e.toLowerCase()))!=
null?t:null}var gc="_at_fill",Vm="one row or one column",Qm={two:2,four:4,six:6,seven:7,27:27};function wc(e,t,n){let o={wrong:[],filled:[],blank:[],volumes:null},r=new ye(n);for(let s of t)Xm(o,r,s);try{o.volumes=
oo(e,n)}catch(s){if(!(s instanceof xe))throw s;for(let{name:i,sentence:a}of s.problems)r.wrong(i)||o.wrong.push(a)}return o.volumes&&ep(o,r,t,o.volumes.length),o}function Xm(e,t,n){var u;let o=(u=io(n))!=
null?u:Zm(n);if(!o){e.wrong.push(zm(n));return}let r=t.place(o.name),s=t.cells(o.name),i=t.problems.length;r&&t.kept(o.name,()=>Km(o,r));let a=t.problems.length===i;s&&a&&o.role==="input"&&t.kept(o.name,
()=>Jm(o,s));let c=t.problems.filter(l=>l.name===o.name);for(let{sentence:l}of c)e.wrong.push(l);c.length||(o.role==="output"?e.filled.push(o.name):(s?e.filled:e.blank).push(o.name))}function Zm(e){if(!e.
toLowerCase().endsWith(gc))return null;let t=io(e.slice(0,-gc.length));return t&&t.role==="input"?{...t,name:e,role:"output"}:null}function zm(e){let[t,n]=[e.toLowerCase(),s=>s.toLowerCase()],o=wr.find(
({name:s})=>n(s).startsWith(t)||t.startsWith(n(s))),r=o?` (did you mean '${o.name}'?)`:"";return`'${e}' is no name of the funnel planner${r}: rename it, or leave it, it is not read`}function Km(e,t){let{
rows:n,columns:o}=t,r=Qm[e.shape.split(" ")[0]],s=Math.min(n,o);if(e.shape==="one cell"?n*o===1:i())return;throw new Q(`'${e.name}' must be ${e.shape}; ${t} is ${n} × ${o} cells: point the name at th\
e right cells in Data > Named ranges`);function i(){return e.shape.includes(Vm)?s===1&&(r===void 0||n*o===r):r===void 0||o===r||r===2&&n===2}}function Jm(e,t){if(e.holds==="date"){Jn(t);return}let{holds:n}=e,
o=e.shape==="one cell",r=[];if(t.rows.forEach((a,c)=>a.forEach((u,l)=>{if(K(u))return;let h=n instanceof $?tn(u,n):tp(u);h instanceof Q&&r.push([t.place(c,l),h])})),!r.length)return;let s=o?"a text":"\
texts",i=n instanceof $?o?n.one:n.plural:n==="text"?s:"values";throw Ht(`'${e.name}' must be ${i}`,r)}function tp(e){return typeof e!="string"||!re(e.trim())?null:new ft(`holds the error ${e.trim()}: \
mend that cell first`,e.trim())}function ep(e,t,n,o){let r=e.volumes&&o===1?e.volumes[0].length:o,s=t.texts("Plan_Stages");s&&s.length&&s.length!==r&&e.wrong.push(`'Plan_Stages' names ${s.length} stag\
es, but ${r-1} rates make ${r}, the last being the wins: name one stage more than there are rates`);for(let i of n){let a=io(i),c=a&&t.place(a.name);if(!c||a.role!=="output"||!a.shape.startsWith("a ce\
ll per stage"))continue;let u=c.rows*c.columns;u<r&&e.wrong.push(`'${a.name}' (${c}) has ${u} cells, but ${r} are needed: let the name stand for more cells`)}}function bc(e){let{wrong:t,filled:n,blank:o,
volumes:r}=e,s=[];!t.length&&r&&s.push("All is well: the plan can be worked out.");for(let i of t)s.push(`✗ ${np(i)}`);if(r){let i=r.map(a=>a.map(op).join(", ")).join(", ");s.push(`The plan needs, t\
op of the funnel first: ${i}.`)}return n.length&&s.push(`In order: ${n.join(", ")}.`),o.length&&s.push(`Blank, and may be: ${o.join(", ")}.`),s.join(`

`)}function np(e){return e.length<=300?e:`${e.slice(0,299)}…`}function op(e){return String(e).replace(/\B(?=(\d{3})+$)/g,",")}var ao=["Visitor","MCL","MQL","SAL","SQL","Opportunity","Closed won"],Er=[.01,.47,.38,.7,.5,.25],jt=6,Ec=jt+ao.length,br=4,Nc=[["Plan_Target",1,1,1],["Plan_Value",2,1,1],["Plan_Confidence",3,1,1],["Pl\
an_Stages",jt,0,ao.length],["Plan_Rates",jt,1,Er.length]],se=class extends Error{};function Mc(e){let t=rp(e),n=Nc.map(([r])=>String(r)).filter(r=>e.find(r));if(n.length)throw new se(`This spreadsheet\
 already has a plan: ${cp(n)} ${n.length>1?"are":"is"} defined. Nothing was changed. See Data > Named ranges.`);t.setValues(sp());for(let[r,s,i,a]of Nc){let c=t.getCell(Number(s)+1,Number(i)+1);e.spreadsheet.
setNamedRange(String(r),c.offset(0,0,Number(a),1))}return ip(t),ap(t),`A plan stands in ${dr(t)}. Change the target, the value and the rates: the volumes follow. Its names are in Data > Named ranges.`}
function rp(e){let t=e.spreadsheet.getActiveRange(),n=t?t.getSheet():e.spreadsheet.getActiveSheet(),[o,r]=t?[t.getRow(),t.getColumn()]:[1,1],[s,i]=[o+Ec-1,r+br-1],a=`${Ae(r)}${o}:${Ae(i)}${s}`,c="Sele\
ct a cell with enough blank ones below and beside it, or add a sheet.";if(s>n.getMaxRows()||i>n.getMaxColumns())throw new se(`The plan takes ${a}, and the sheet ends before. ${c}`);let u=n.getRange(o,
r,Ec,br),l=u.getFormulas();return u.getValues().forEach((h,f)=>h.forEach((m,p)=>{if(K(m)&&!l[f][p])return;let d=`${Ae(r+p)}${o+f}`;throw new se(`The plan takes ${a}, and ${d} is filled: nothing was ch\
anged. ${c}`)})),u}function sp(){let e=ao.map((t,n)=>{var o;return[t,(o=Er[n])!=null?o:"","",""]});return[["Funnel plan","","",""],["Target",1e6,"what must be reached, in money",""],["Value",1e4,"mone\
y that one won record brings",""],["Confidence",.8,"how sure to be of the target",""],["","","",""],["Stage","Rate","Needed","At the confidence"],...e]}function ip(e){let t="Plan_Target; Plan_Rates; P\
lan_Value";e.getCell(jt+1,3).setFormula(`=FUNNEL_REQUIRED(${t})`),e.getCell(jt+1,4).setFormula(`=FUNNEL_REQUIRED(${t}; Plan_Confidence)`)}function ap(e){let t=(n,o,r,s)=>e.offset(n,o,r,s);t(0,0,1,1).setFontWeight(
"bold"),t(jt-1,0,1,br).setFontWeight("bold"),t(1,1,2,1).setNumberFormat("#,##0"),t(3,1,1,1).setNumberFormat("0%"),t(jt,1,Er.length,1).setNumberFormat("0.0%"),t(jt,2,ao.length,2).setNumberFormat("#,##0")}
function cp(e){return e.length===1?e[0]:`${e.slice(0,-1).join(", ")} and ${e[e.length-1]}`}var Nr="Funnel";function Tc(){let e=Rc();e&&e.createMenu(Nr).addItem("Check names","funnelCheckNames").addItem("Insert plan","funnelInsertPlan").addSeparator().addItem("What is this?","funnelAbout").addToUi()}
function Oc(){Mr("Check names",()=>{let e=Yt.active(),t=e.names();return t.length?bc(wc(e.title,t,n=>e.find(n))):"This spreadsheet defines no name that begins with Plan_. Funnel > Insert plan puts in \
a small plan with its names; or define Plan_Target and Plan_Rates in Data > Named ranges."})}function Ic(){Mr("Insert plan",()=>Mc(Yt.active()))}function Sc(){Mr("What is this?",()=>[`${po.length} fun\
ctions that plan a marketing and sales funnel backwards from its target: type =FUNNEL_ in a cell, and Sheets lists them with their help.`,"=FUNNEL_REQUIRED(1000000, {0.01;0.47;0.38;0.7;0.5;0.25}, 1000\
0) says how many records each stage needs for a revenue of 1,000,000 at 10,000 a win.","Where a cell shows #ERROR!, point at it: the text says what was expected, what was got and what to do.","Everyth\
ing is worked out by the script in this spreadsheet: nothing is sent anywhere."].join(`

`))}function Mr(e,t){let n;try{n=t()}catch(r){n=up(r)}let o=Rc();o?o.alert(`${Nr}: ${e}`,n,o.ButtonSet.OK):console.log(`${Nr}: ${e}
${n}`)}function up(e){let t=e instanceof Error?e.message:String(e);return e instanceof se?t:`Sheets did not allow it, or something failed that nobody foresaw: ${t}

To change a spreadsheet you must be allowed to edit it, and its cells must not be protected.`}function Rc(){try{return SpreadsheetApp.getUi()}catch{return null}}return $c(lp);})();

/** Adds the menu Funnel when the spreadsheet is opened; not a function for cells. */
function onOpen() {
  FunnelPlanner_.addMenu();
}

/** Says what is right and wrong with the names that begin with Plan_; not a function for cells. */
function funnelCheckNames() {
  FunnelPlanner_.checkNames();
}

/** Puts a small working plan at the selected cell; not a function for cells. */
function funnelInsertPlan() {
  FunnelPlanner_.insertPlan();
}

/** Says what this is and where its help is; not a function for cells. */
function funnelAbout() {
  FunnelPlanner_.about();
}

/**
 * The volumes needed at each stage to reach a target, top of the funnel first. It answers a number per stage, lying as the rates lie.
 * Without arguments it reads the names Plan_Target, Plan_Value and Plan_Rates or Plan_Counts of this spreadsheet.
 * Example: =FUNNEL_REQUIRED(1000000, {0.01;0.47;0.38;0.7;0.5;0.25}, 10000)
 *
 * @param {number} target What must be reached: records won or, with a value, money.
 * @param {number[][]} rates Conversion rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced.
 * @param {number} [value] Money that one won record brings; with it the target is money. Omitted, it is none: the target is a number of records.
 * @param {number} [confidence] How sure to be of the target, such as 80%: each stage answers the smallest volume that reaches it that surely. Omitted, it is none: the volumes that reach the target on average.
 * @param {number} [stage] The number of one stage, 1 being the top, to answer that stage alone. Omitted, it is none: every stage.
 * @param {boolean} [exact] TRUE: volumes unrounded; a confidence overrides it, its answers are always whole. Omitted, it is FALSE: whole records, each stage rounded up.
 * @return {number[][]} a number per stage, lying as the rates lie
 * @customfunction
 */
function FUNNEL_REQUIRED(target, rates, value, confidence, stage, exact) {
  return FunnelPlanner_.answer("FUNNEL_REQUIRED", arguments);
}

/**
 * What the records now in the funnel are expected to bring. It answers one number; with a confidence a row: low, expected, high.
 * Example: =FUNNEL_FORECAST({400,100,0}, {0.5,0.25})
 *
 * @param {number[][]} volumes Records now in each stage, top first; the last number: already won.
 * @param {number[][]} rates Conversion rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced.
 * @param {number} [value] Money that one won record brings; with it the answer is money. Omitted, it is none: the answer is a number of records.
 * @param {number} [confidence] A share such as 80%: the answer becomes low, expected, high. Omitted, it is none: the expected number alone.
 * @return {number[][]} one number; with a confidence a row: low, expected, high
 * @customfunction
 */
function FUNNEL_FORECAST(volumes, rates, value, confidence) {
  return FunnelPlanner_.answer("FUNNEL_FORECAST", arguments);
}

/**
 * The probability that the records now in the funnel reach a target. It answers a share from 0 to 1.
 * Example: =FUNNEL_PROBABILITY(100, {400;0}, {0.25})
 *
 * @param {number} target What must be reached: records won or, with a value, money.
 * @param {number[][]} volumes Records now in each stage, top first; the last number: already won.
 * @param {number[][]} rates Conversion rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced.
 * @param {number} [value] Money that one won record brings; with it the target is money. Omitted, it is none: the target is a number of records.
 * @return {number[][]} a share from 0 to 1
 * @customfunction
 */
function FUNNEL_PROBABILITY(target, volumes, rates, value) {
  return FunnelPlanner_.answer("FUNNEL_PROBABILITY", arguments);
}

/**
 * The new customers that a year's revenue takes, on top of what the retained base brings. It answers a whole number.
 * Example: =FUNNEL_CUSTOMERS(1000000, 250, 4, 800, 0.8)
 *
 * @param {number} revenue Money that the year must bring.
 * @param {number} value Money that one purchase brings.
 * @param {number} [purchases] Purchases of one customer in a year. Omitted, it is 1.
 * @param {number} [existing] Customers at the start of the year, a whole number. Omitted, it is 0.
 * @param {number} [retention] The share of the existing customers that stays, such as 80%. Omitted, it is 1: all of them stay.
 * @param {number} [share_of_year] The part of the year that a new customer is there for: 1 for customers won on the first day, 50% for customers won evenly over the year. Omitted, it is 50% as soon as there are existing customers, else 1.
 * @return {number[][]} a whole number
 * @customfunction
 */
function FUNNEL_CUSTOMERS(revenue, value, purchases, existing, retention, share_of_year) {
  return FunnelPlanner_.answer("FUNNEL_CUSTOMERS", arguments);
}

/**
 * The new customers that a year's profit takes, on top of what the retained base brings. It answers a whole number.
 * Example: =FUNNEL_CUSTOMERS_FOR_PROFIT(250000, 200000, 0.6, 250, 100, 4, 800, 0.8)
 *
 * @param {number} profit Money that must be left over: 0 to break even, below 0 for a loss not to exceed.
 * @param {number} fixed_cost What the year costs however many customers there are.
 * @param {number} margin The share of revenue left after the cost of what was sold, such as 60%.
 * @param {number} value Money that one purchase brings.
 * @param {number} cac What it costs to win one new customer.
 * @param {number} [purchases] Purchases of one customer in a year. Omitted, it is 1.
 * @param {number} [existing] Customers at the start of the year, a whole number. Omitted, it is 0.
 * @param {number} [retention] The share of the existing customers that stays, such as 80%. Omitted, it is 1: all of them stay.
 * @param {number} [share_of_year] The part of the year that a new customer is there for: 1 for customers won on the first day, 50% for customers won evenly over the year. Omitted, it is 50% as soon as there are existing customers, else 1.
 * @return {number[][]} a whole number
 * @customfunction
 */
function FUNNEL_CUSTOMERS_FOR_PROFIT(profit, fixed_cost, margin, value, cac, purchases, existing, retention, share_of_year) {
  return FunnelPlanner_.answer("FUNNEL_CUSTOMERS_FOR_PROFIT", arguments);
}

/**
 * A whole-number target over periods in proportion to weights, adding up exactly. It answers a whole number per period, lying as the weights lie.
 * Example: =FUNNEL_SPREAD(100, {1,1,1})
 *
 * @param {number} target Whole records to spread.
 * @param {number[][]} weights A weight for each period; only their proportions count.
 * @return {number[][]} a whole number per period, lying as the weights lie
 * @customfunction
 */
function FUNNEL_SPREAD(target, weights) {
  return FunnelPlanner_.answer("FUNNEL_SPREAD", arguments);
}

/**
 * Records that must enter per period so that wins fall due as wanted. It answers two columns, entries and wins that can no longer be met, a row per period; two rows where wins is a row.
 * Example: =FUNNEL_SCHEDULE({6;10;10;12;12}, {0;0.6;0.4}, 0.2, {50})
 *
 * @param {number[][]} wins The wins wanted in each period.
 * @param {number[][]} lag Shares of the wins by periods from entry to win: in the period of entry, one period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333.
 * @param {number} rate The share of entries that is ever won, such as 20%.
 * @param {number[][]} [past] Records that entered before the first period, the latest last. Hand them over: without them the first periods must catch up, and a plan that must meet every period exactly may swing from period to period. Omitted, it is none: nobody has entered yet.
 * @return {number[][]} two columns, entries and wins that can no longer be met, a row per period; two rows where wins is a row
 * @customfunction
 */
function FUNNEL_SCHEDULE(wins, lag, rate, past) {
  return FunnelPlanner_.answer("FUNNEL_SCHEDULE", arguments);
}

/**
 * The wins to be expected per period from the records that enter per period. It answers a number per period, the tail after the last entry included, lying as the entries lie.
 * Example: =FUNNEL_WINS({100;120;140;160;180;200}, {0.1;0.5;0.3;0.1}, 0.25)
 *
 * @param {number[][]} entries Records that enter in each period; planned ones need not be whole.
 * @param {number[][]} lag Shares of the wins by periods from entry to win: in the period of entry, one period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333.
 * @param {number} rate The share of entries that is ever won, such as 20%.
 * @return {number[][]} a number per period, the tail after the last entry included, lying as the entries lie
 * @customfunction
 */
function FUNNEL_WINS(entries, lag, rate) {
  return FunnelPlanner_.answer("FUNNEL_WINS", arguments);
}

/**
 * The records that a team can handle per period while new reps grow into the work. It answers a number per period, lying as the starters lie.
 * Example: =FUNNEL_CAPACITY({8;2;0;1;0;0}, 15, {0;0.25;0.5})
 *
 * @param {number[][]} starters Reps who start in each period; the first number: those already there, fully ramped; write 0 there if nobody is.
 * @param {number} per_rep Records that a fully ramped rep handles per period.
 * @param {number[][]} [ramp] Shares of that which a new rep reaches in the first periods, such as 0%, 25%, 50%; then all of it. Omitted, it is none: a new rep is fully ramped at once.
 * @return {number[][]} a number per period, lying as the starters lie
 * @customfunction
 */
function FUNNEL_CAPACITY(starters, per_rep, ramp) {
  return FunnelPlanner_.answer("FUNNEL_CAPACITY", arguments);
}

/**
 * What is due by the end of a day, by days or by seasonal weights. It answers one number, in the target's unit.
 * Example: =FUNNEL_EXPECTED(365, DATE(2027, 1, 1), DATE(2027, 12, 31), DATE(2027, 1, 31))
 *
 * @param {number} target Records or money due by the end of the term.
 * @param {Date} start The first day of the term.
 * @param {Date} end The last day of the term.
 * @param {Date} today The day by whose end it is asked for.
 * @param {number[][]} [weights] Seasonal weights of equal parts of the term: equal in days, not calendar months; only their proportions count. Omitted, it is none: every day alike.
 * @return {number[][]} one number, in the target's unit
 * @customfunction
 */
function FUNNEL_EXPECTED(target, start, end, today, weights) {
  return FunnelPlanner_.answer("FUNNEL_EXPECTED", arguments);
}

/**
 * Whether a count is behind, on pace or ahead of what was due, or whether it is noise. It answers a text: behind, on pace or ahead.
 * Example: =FUNNEL_PACE(47, 60)
 *
 * @param {number} actual Records counted to date: whole records, never money; divide money by the value of one win first, leaving out the fraction.
 * @param {number} expected Records due to date, as FUNNEL_EXPECTED says: never money; divide money by the value of one win first.
 * @param {number} [alpha] How often, at most, chance alone may call it behind; the same again for ahead: it holds each way. Omitted, it is 5%.
 * @return {number[][]} a text: behind, on pace or ahead
 * @customfunction
 */
function FUNNEL_PACE(actual, expected, alpha) {
  return FunnelPlanner_.answer("FUNNEL_PACE", arguments);
}

/**
 * Where a count ends if it goes on like this, and how probable the target is if the rest comes as planned, not at today's pace. It answers a row: projected finish (the run rate), probability of the target (the rest as planned).
 * Example: =FUNNEL_FINISH(48, 52.8, 120)
 *
 * @param {number} actual Records counted to date: whole records, never money; divide money by the value of one win first, leaving out the fraction.
 * @param {number} expected Records due to date, as FUNNEL_EXPECTED says: never money; divide money by the value of one win first.
 * @param {number} target Records due by the end of the term; never money.
 * @return {number[][]} a row: projected finish (the run rate), probability of the target (the rest as planned)
 * @customfunction
 */
function FUNNEL_FINISH(actual, expected, target) {
  return FunnelPlanner_.answer("FUNNEL_FINISH", arguments);
}

/**
 * The conversion rates between stages, from the records that entered each. It answers a rate per step, lying as the volumes lie; with a confidence a row per step.
 * Example: =FUNNEL_RATES({6400,3008,1143,800})
 *
 * @param {number[][]} volumes Records that entered each stage, top of the funnel first.
 * @param {number} [confidence] A share such as 95%: columns low, rate, high (Wilson's interval). Omitted, it is none: the rates alone.
 * @return {number[][]} a rate per step, lying as the volumes lie; with a confidence a row per step
 * @customfunction
 */
function FUNNEL_RATES(volumes, confidence) {
  return FunnelPlanner_.answer("FUNNEL_RATES", arguments);
}

/**
 * Each channel's conversion rate, drawn towards the family's where its counts are small. It answers a rate per channel, lying as the records that entered lie.
 * Example: =FUNNEL_SHRINK({493;40;900;210}, {15;9;101;30})
 *
 * @param {number[][]} entered Records that entered the step in each channel.
 * @param {number[][]} advanced How many of them advanced.
 * @return {number[][]} a rate per channel, lying as the records that entered lie
 * @customfunction
 */
function FUNNEL_SHRINK(entered, advanced) {
  return FunnelPlanner_.answer("FUNNEL_SHRINK", arguments);
}

/**
 * The volumes that each channel needs at each stage to reach a target together. It answers whole numbers, a row per stage and a column per channel.
 * Example: =FUNNEL_MIX(100, {0.75,0.25}, {0.1,0.2;0.5,0.4})
 *
 * @param {number} target Whole records of the last stage, all channels together.
 * @param {number[][]} shares The share of the target that each channel brings. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333.
 * @param {number[][]} rates A column per channel with its conversion rates, top of the funnel first; blank: the channel has no such step.
 * @return {number[][]} whole numbers, a row per stage and a column per channel
 * @customfunction
 */
function FUNNEL_MIX(target, shares, rates) {
  return FunnelPlanner_.answer("FUNNEL_MIX", arguments);
}

/**
 * The split of a budget over channels that brings the most, with diminishing returns. It answers an amount of money per channel, lying as the ceilings lie.
 * Example: =FUNNEL_ALLOCATE(10000, {100;60;25}, {5000;4000;500})
 *
 * @param {number} budget Money to spend on all channels together.
 * @param {number[][]} ceiling The most that each channel could ever bring, however much is spent on it, in one unit for all: leads, wins, revenue.
 * @param {number[][]} half For each channel the spend that brings half of its ceiling.
 * @param {number[][]} [shape] How returns begin. 1, the usual: they fall from the first unit of money on; above 1: a slow start, then steep (S-shaped); below 1: very steep first units. One number for all, or one per channel. Omitted, it is 1 for every channel.
 * @return {number[][]} an amount of money per channel, lying as the ceilings lie
 * @customfunction
 */
function FUNNEL_ALLOCATE(budget, ceiling, half, shape) {
  return FunnelPlanner_.answer("FUNNEL_ALLOCATE", arguments);
}

/**
 * The spend on one channel that buys a result, with diminishing returns. It answers an amount of money.
 * Example: =FUNNEL_SPEND_FOR(80, 100, 5000)
 *
 * @param {number} result What the channel must bring, in the unit of the ceiling.
 * @param {number} ceiling The most that the channel could ever bring, however much is spent on it.
 * @param {number} half The spend that brings half of the ceiling.
 * @param {number} [shape] How returns begin. 1, the usual: they fall from the first unit of money on; above 1: a slow start, then steep (S-shaped); below 1: very steep first units. Omitted, it is 1.
 * @return {number[][]} an amount of money
 * @customfunction
 */
function FUNNEL_SPEND_FOR(result, ceiling, half, shape) {
  return FunnelPlanner_.answer("FUNNEL_SPEND_FOR", arguments);
}

/**
 * The return on a marketing cost, as a share of it. It answers a share: 3 is 300%.
 * Example: =FUNNEL_ROI(200000, 50000)
 *
 * @param {number} incremental_margin Margin, not revenue, of the sales that would not have been made otherwise; below 0 where they lost money.
 * @param {number} cost Money spent.
 * @return {number[][]} a share: 3 is 300%
 * @customfunction
 */
function FUNNEL_ROI(incremental_margin, cost) {
  return FunnelPlanner_.answer("FUNNEL_ROI", arguments);
}

/**
 * What it cost to win one customer. It answers money per customer.
 * Example: =FUNNEL_CAC(50000, 100)
 *
 * @param {number} cost All that was spent on winning the customers.
 * @param {number} customers New customers won with it, a whole number.
 * @return {number[][]} money per customer
 * @customfunction
 */
function FUNNEL_CAC(cost, customers) {
  return FunnelPlanner_.answer("FUNNEL_CAC", arguments);
}

/**
 * How long a customer takes to bring in what it cost to win. It answers a number of months (or of the periods that the value is per).
 * Example: =FUNNEL_PAYBACK(500, 50, 0.8)
 *
 * @param {number} cac What it costs to win one new customer.
 * @param {number} value Money that a customer brings per month.
 * @param {number} margin The share of it left after the cost of what was sold, such as 80%.
 * @return {number[][]} a number of months (or of the periods that the value is per)
 * @customfunction
 */
function FUNNEL_PAYBACK(cac, value, margin) {
  return FunnelPlanner_.answer("FUNNEL_PAYBACK", arguments);
}

/**
 * The margin that a customer brings until it leaves. It answers money per customer.
 * Example: =FUNNEL_LTV(50, 0.8, 0.03)
 *
 * @param {number} value Money that a customer brings per month.
 * @param {number} margin The share of it left after the cost of what was sold, such as 80%; 1 where the value is a margin already.
 * @param {number} churn The share of customers that leaves in a month, such as 3%.
 * @return {number[][]} money per customer
 * @customfunction
 */
function FUNNEL_LTV(value, margin, churn) {
  return FunnelPlanner_.answer("FUNNEL_LTV", arguments);
}

/**
 * What each factor explains of a difference between plan and actual, adding up exactly. It answers a number per factor in the unit of their product, lying as the plan lies.
 * Example: =FUNNEL_BRIDGE({10000;0.05;200}, {9000;0.045;210})
 *
 * @param {number[][]} plan Planned factors whose product is the result: volume, rates, value.
 * @param {number[][]} actual What became of each factor, in the same order.
 * @return {number[][]} a number per factor in the unit of their product, lying as the plan lies
 * @customfunction
 */
function FUNNEL_BRIDGE(plan, actual) {
  return FunnelPlanner_.answer("FUNNEL_BRIDGE", arguments);
}

/**
 * How much of a difference in results came of volume, of the mix of channels, and of their rates. It answers one row, in records: volume, mix, rate.
 * Example: =FUNNEL_MIX_BRIDGE({600;400}, {0.1;0.05}, {400;600}, {0.11;0.06})
 *
 * @param {number[][]} plan_volumes Records planned for each channel.
 * @param {number[][]} plan_rates The share of each channel's records that was to convert; 0 where none was.
 * @param {number[][]} actual_volumes Records that each channel had.
 * @param {number[][]} actual_rates The share of each channel's records that converted; 0 where none did.
 * @return {number[][]} one row, in records: volume, mix, rate
 * @customfunction
 */
function FUNNEL_MIX_BRIDGE(plan_volumes, plan_rates, actual_volumes, actual_rates) {
  return FunnelPlanner_.answer("FUNNEL_MIX_BRIDGE", arguments);
}

/**
 * Which rate to know better, or improve, first: the result at either end of the interval of each step's rate, all else as planned. It answers a row per step, in the target's unit: low, high, swing.
 * Example: =FUNNEL_SENSITIVITY({1000,470;40,10}, 1000000)
 *
 * @param {number[][]} counts Two columns, a row per step, top of the funnel first: records that entered, records that advanced.
 * @param {number} target What the plan is made for: records won, or money.
 * @param {number} [value] Money that one won record brings. It changes nothing, since the answer is in the target's unit; it is here so that a plan made with a value, as in FUNNEL_REQUIRED, can hand it over. Omitted, it is none.
 * @param {number} [confidence] Of each interval (Wilson's), such as 95%. Omitted, it is 95%.
 * @return {number[][]} a row per step, in the target's unit: low, high, swing
 * @customfunction
 */
function FUNNEL_SENSITIVITY(counts, target, value, confidence) {
  return FunnelPlanner_.answer("FUNNEL_SENSITIVITY", arguments);
}

/**
 * What each of the four ways to more is worth a year, for the same relative change. It answers one row, in money a year: the gain from customers, retention, value, purchases.
 * Example: =FUNNEL_LEVERS(100, 0.8, 250, 4)
 *
 * @param {number} customers New customers won in a year.
 * @param {number} retention The share of customers that stays from one year to the next, such as 80%.
 * @param {number} value Money that one purchase brings.
 * @param {number} purchases Purchases of one customer in a year.
 * @param {number} [change] By how much of itself each is raised: 10% raises a retention of 80% to 88%. Omitted, it is 10%.
 * @return {number[][]} one row, in money a year: the gain from customers, retention, value, purchases
 * @customfunction
 */
function FUNNEL_LEVERS(customers, retention, value, purchases, change) {
  return FunnelPlanner_.answer("FUNNEL_LEVERS", arguments);
}

/**
 * Which points of a series are a signal, and which are its usual noise. It answers a row per point: centre, lower limit, upper limit, signal: blank, above limit, below limit, run above centre or run below centre (the eighth and later in a row).
 * Example: =FUNNEL_XMR({50;52;49;51;50;48;51;90})
 *
 * @param {number[][]} series A number per period, oldest first: at least two, any sign.
 * @return {number[][]} a row per point: centre, lower limit, upper limit, signal: blank, above limit, below limit, run above centre or run below centre (the eighth and later in a row)
 * @customfunction
 */
function FUNNEL_XMR(series) {
  return FunnelPlanner_.answer("FUNNEL_XMR", arguments);
}

/**
 * Whether a series rises, falls or is steady, how fast, and how often chance alone would show as much. It answers a row: rising, falling or steady; slope per period (Theil–Sen); p (Mann–Kendall), how often chance alone would show as much in a steady series.
 * Example: =FUNNEL_TREND({10;12;11;14;13;15;16;15})
 *
 * @param {number[][]} series A number per period, oldest first: at least four, any sign.
 * @param {number} [alpha] How often chance alone may call a steady series rising or falling; more often where each period resembles the one before. Omitted, it is 5%.
 * @return {number[][]} a row: rising, falling or steady; slope per period (Theil–Sen); p (Mann–Kendall), how often chance alone would show as much in a steady series
 * @customfunction
 */
function FUNNEL_TREND(series, alpha) {
  return FunnelPlanner_.answer("FUNNEL_TREND", arguments);
}

/**
 * Which activities a result follows, how many periods later, and how often chance alone would show as much. It answers a row per activity: best lag; r; p, how often chance alone would show as much at one lag of one activity; q, p with all that was tried counted in: of the activities with a q up to 5%, expect 5% at most to be chance. #N/A for an activity that never changes.
 * Example: =FUNNEL_CORRELATE({30;34;39;36;31;35;44;47;41;40;43;52}, {14;15;17;19;18;16;18;22;23;21;20;21}, 2)
 *
 * @param {number[][]} activities A column per activity, a number per period; their changes are compared.
 * @param {number[][]} result The result in the same periods, oldest first: at least 5 + max_lag.
 * @param {number} [max_lag] The most periods that the result may follow by. Omitted, it is 3.
 * @return {number[][]} a row per activity: best lag; r; p, how often chance alone would show as much at one lag of one activity; q, p with all that was tried counted in: of the activities with a q up to 5%, expect 5% at most to be chance. #N/A for an activity that never changes
 * @customfunction
 */
function FUNNEL_CORRELATE(activities, result, max_lag) {
  return FunnelPlanner_.answer("FUNNEL_CORRELATE", arguments);
}

/**
 * Whether what was tried (B) did better than what was done so far (A), and how sure that is. It answers a row: rate of A, rate of B, lift (B ÷ A − 1), probability that B is better.
 * Example: =FUNNEL_EXPERIMENT(1000, 100, 1000, 120)
 *
 * @param {number} entered_a Records that entered arm (group) A, what was done so far: whole records, not percentages.
 * @param {number} advanced_a How many of arm A's records advanced: whole records, not a percentage.
 * @param {number} entered_b Records that entered arm (group) B, what was tried: whole records, not percentages.
 * @param {number} advanced_b How many of arm B's records advanced: whole records, not a percentage.
 * @return {number[][]} a row: rate of A, rate of B, lift (B ÷ A − 1), probability that B is better
 * @customfunction
 */
function FUNNEL_EXPERIMENT(entered_a, advanced_a, entered_b, advanced_b) {
  return FunnelPlanner_.answer("FUNNEL_EXPERIMENT", arguments);
}

/**
 * Records that each arm (group) of a trial needs to show a lift: two-sided test of two proportions. It answers a whole number: records per arm.
 * Example: =FUNNEL_SAMPLE_SIZE(0.1, 0.2)
 *
 * @param {number} rate The rate so far.
 * @param {number} lift The change worth showing, relative to the rate: a lift of 20% takes a rate of 5% to 6%, not to 25%; negative for a fall.
 * @param {number} [alpha] How often a trial without any difference may show one. Omitted, it is 5%.
 * @param {number} [power] Where the lift is real, how often a trial of this size notices it: 80% is four trials in five. Omitted, it is 80%.
 * @return {number[][]} a whole number: records per arm
 * @customfunction
 */
function FUNNEL_SAMPLE_SIZE(rate, lift, alpha, power) {
  return FunnelPlanner_.answer("FUNNEL_SAMPLE_SIZE", arguments);
}
