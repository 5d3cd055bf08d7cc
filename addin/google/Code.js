/**
 * The funnel planner's worksheet functions for Google Sheets, and the menu Funnel.
 * Version 0.1.0.
 *
 * How to install and use them: functions.md beside this file. Built by `python -m addin.js`;
 * do not edit.
 *
 * @OnlyCurrentDoc
 */
/*!
 * The funnel planner's worksheet functions (MIT). They hold parts of these packages, whose licences
 * stand in LICENSES.txt beside this file:
 * @stdlib/math-base-special-erfc 0.2.5: Apache-2.0; Copyright (c) 2016-2026 The Stdlib Authors.; Copyright (C) 1993-2004 by Sun Microsystems, Inc. All rights reserved.
 * fraction.js 5.3.4: MIT; Copyright (c) 2025 Robert Eisele
 * of stdlib also what its erfc uses, but for `exp`, `setLowWord` and `format`, which are ours here
 * Apache-2.0: http://www.apache.org/licenses/LICENSE-2.0
 *
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice
 * is preserved.
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
"use strict";var FunnelPlanner_=(()=>{var Gc=Object.create;var pn=Object.defineProperty;var Hc=Object.getOwnPropertyDescriptor;var Wc=Object.getOwnPropertyNames;var jc=Object.getPrototypeOf,Yc=Object.prototype.hasOwnProperty;var tt=(e,t)=>()=>{try{return t||e((t={exports:{}}).exports,t),t.exports}catch(n){throw t=0,n}},Vc=(e,t)=>{for(var n in t)pn(e,n,{get:t[n],enumerable:!0})},Br=(e,t,n,o)=>{if(t&&typeof t=="object"||typeof t==
"function")for(let r of Wc(t))!Yc.call(e,r)&&r!==n&&pn(e,r,{get:()=>t[r],enumerable:!(o=Hc(t,r))||o.enumerable});return e};var $r=(e,t,n)=>(n=e!=null?Gc(jc(e)):{},Br(t||!e||!e.__esModule?pn(n,"default",{value:e,enumerable:!0}):n,e)),Qc=e=>Br(pn({},"__esModule",{value:!0}),e);var ta=tt((ww,Ji)=>{"use strict";function Wh(e){return e!==e}Ji.exports=Wh});var na=tt((bw,ea)=>{"use strict";var jh=ta();ea.exports=jh});var ra=tt((Ew,oa)=>{"use strict";oa.exports=Math.exp});var aa=tt((Nw,ia)=>{"use strict";var Jn=new Float64Array(1),sa=new Uint32Array(Jn.buffer);Jn[0]=1;var Yh=sa[0]===0?0:1;ia.exports=function(t,n){return Jn[0]=t,sa[Yh]=n,Jn[0]}});var ua=tt((Mw,ca)=>{"use strict";var Vh=Number.POSITIVE_INFINITY;ca.exports=Vh});var ha=tt((Tw,la)=>{"use strict";la.exports=Number});var ma=tt((Ow,fa)=>{"use strict";var Qh=ha();fa.exports=Qh});var da=tt((Iw,pa)=>{"use strict";var Zh=ma(),Xh=Zh.NEGATIVE_INFINITY;pa.exports=Xh});var wa=tt((Sw,ga)=>{"use strict";function zh(e){return e===0?-.3250421072470015:-.3250421072470015+e*(-.02848174957559851+e*(-.005770270296489442+e*-23763016656650163e-21))}ga.exports=zh});var Ea=tt((vw,ba)=>{"use strict";function Kh(e){return e===0?.39791722395915535:.39791722395915535+e*(.0650222499887673+e*(.005081306281875766+e*(.00013249473800432164+e*-3960228278775368e-21)))}ba.exports=
Kh});var Ma=tt((Rw,Na)=>{"use strict";function Jh(e){return e===0?.41485611868374833:.41485611868374833+e*(-.3722078760357013+e*(.31834661990116175+e*(-.11089469428239668+e*(.035478304325618236+e*-.002166375594868791))))}
Na.exports=Jh});var Oa=tt((xw,Ta)=>{"use strict";function tf(e){return e===0?.10642088040084423:.10642088040084423+e*(.540397917702171+e*(.07182865441419627+e*(.12617121980876164+e*(.01363708391202905+e*.011984499846799107))))}
Ta.exports=tf});var Sa=tt((yw,Ia)=>{"use strict";function ef(e){return e===0?-.6938585727071818:-.6938585727071818+e*(-10.558626225323291+e*(-62.375332450326006+e*(-162.39666946257347+e*(-184.60509290671104+e*(-81.2874355063066+
e*-9.814329344169145)))))}Ia.exports=ef});var Ra=tt((_w,va)=>{"use strict";function nf(e){return e===0?19.651271667439257:19.651271667439257+e*(137.65775414351904+e*(434.56587747522923+e*(645.3872717332679+e*(429.00814002756783+e*(108.63500554177944+
e*(6.570249770319282+e*-.0604244152148581))))))}va.exports=nf});var ya=tt((Aw,xa)=>{"use strict";function of(e){return e===0?-.799283237680523:-.799283237680523+e*(-17.757954917754752+e*(-160.63638485582192+e*(-637.5664433683896+e*(-1025.0951316110772+e*-483.5191916086514))))}
xa.exports=of});var Aa=tt((Lw,_a)=>{"use strict";function rf(e){return e===0?30.33806074348246:30.33806074348246+e*(325.7925129965739+e*(1536.729586084437+e*(3199.8582195085955+e*(2553.0504064331644+e*(474.52854120695537+
e*-22.44095244658582)))))}_a.exports=rf});var Ca=tt((Bw,$a)=>{"use strict";var sf=na(),La=ra(),af=aa(),cf=ua(),uf=da(),lf=wa(),hf=Ea(),ff=Ma(),mf=Oa(),pf=Sa(),df=Ra(),gf=ya(),wf=Aa(),to=1e-300,bf=13877787807814457e-33,Ba=.8450629115104675,Ef=.12837916709551256,
Nf=1,Mf=-.0023621185607526594,Tf=1,Of=-.009864944034847148,If=1,Sf=-.0098649429247001,vf=1;function Rf(e){var t,n,o,r,s,i,a,c;if(sf(e))return NaN;if(e===cf)return 0;if(e===uf)return 2;if(e===0)return 1;
if(e<0?(t=!0,n=-e):(t=!1,n=e),n<.84375)return n<bf?1-e:(o=e*e,r=Ef+o*lf(o),s=Nf+o*hf(o),i=r/s,e<.25?1-(e+e*i):(r=e*i,r+=e-.5,.5-r));if(n<1.25)return s=n-1,a=Mf+s*ff(s),c=Tf+s*mf(s),t?1+Ba+a/c:1-Ba-a/c;
if(n<28){if(s=1/(n*n),n<2.857142857142857)r=Of+s*pf(s),s=If+s*df(s);else{if(e<-6)return 2-to;r=Sf+s*gf(s),s=vf+s*wf(s)}return o=af(n,0),r=La(-(o*o)-.5625)*La((o-n)*(o+n)+r/s),t?2-r/n:r/n}return t?2-to:
to*to}$a.exports=Rf});var ur=tt(($w,Ua)=>{"use strict";var xf=Ca();Ua.exports=xf});var bp={};Vc(bp,{about:()=>Pc,addMenu:()=>Uc,answer:()=>yc,checkNames:()=>kc,insertPlan:()=>Fc});var G=class{constructor(t,n,o,r=null,s=null){this.argument=t,this.entry=n,this.said=o,this.series=r,this.place=s}toString(){let t=this.place;return t===null&&(t=`row ${this.entry+1}`,this.series!==null&&
(t+=`, column ${this.series+1}`)),`${t||"it"} ${this.said}`}},Q=class extends Error{constructor(t="",n=[],o=""){let r=[t,...n.map(String)].join("; ");super(o?`${r}: ${o}`:r),this.name="FunnelError",this.
code="#VALUE!",this.told=t,this.faults=n,this.cure=o}located(t){if(!this.faults.length)return this;let n=this.constructor,o=this.faults.map(r=>new G(r.argument,r.entry,r.said,r.series,t(r)));return new n(
this.told,o,this.cure)}},O=class extends Q{},w=class extends O{constructor(...t){super(...t),this.code="#NUM!"}},dt=class extends O{constructor(t,n){super(t),this.code=n}},k=class extends Q{constructor(...t){
super(...t),this.code="#N/A"}},dn=class extends Q{constructor(...t){super(...t),this.code="#NAME?"}},D=class extends Error{};function he(e){return e.map((t,n)=>{var i;let o=t.indexOf(": ");if(o<0)return t;
let r=t.slice(o+2),s=(i=e[n+1])!=null?i:"";return r&&s.endsWith(`: ${r}`)?t.slice(0,o):t})}typeof BigInt=="undefined"&&(BigInt=function(e){if(isNaN(e))throw new Error("");return e});var I=BigInt(0),R=BigInt(1),nt=BigInt(2),Pe=BigInt(3),me=BigInt(5),lt=BigInt(10),Mp=BigInt(Number.MAX_SAFE_INTEGER),
Zc=2e3,N={s:R,n:I,d:R};function Ct(e,t){try{e=BigInt(e)}catch{throw Pt()}return e*t}function Mt(e){return typeof e=="bigint"?e:Math.floor(e)}function q(e,t){if(t===I)throw po();let n=Object.create(Tt.
prototype);n.s=e<I?-R:R,e=e<I?-e:e;let o=Kt(e,t);return n.n=e/o,n.d=t/o,n}var Xc=[nt*nt,nt,nt*nt,nt,nt*nt,nt*Pe,nt,nt*Pe];function fe(e){let t=Object.create(null);if(e<=R)return t[e]=R,t;let n=o=>{t[o]=
(t[o]||I)+R};for(;e%nt===I;)n(nt),e/=nt;for(;e%Pe===I;)n(Pe),e/=Pe;for(;e%me===I;)n(me),e/=me;for(let o=0,r=nt+me;r*r<=e;){for(;e%r===I;)n(r),e/=r;r+=Xc[o],o=o+1&7}return e>R&&n(e),t}var et=function(e,t){
let n=I,o=R,r=R;if(e!=null)if(t!==void 0){if(typeof e=="bigint")n=e;else{if(isNaN(e))throw Pt();if(e%1!==0)throw Cr();n=BigInt(e)}if(typeof t=="bigint")o=t;else{if(isNaN(t))throw Pt();if(t%1!==0)throw Cr();
o=BigInt(t)}r=n*o}else if(typeof e=="object"){if("d"in e&&"n"in e)n=BigInt(e.n),o=BigInt(e.d),"s"in e&&(n*=BigInt(e.s));else if(0 in e)n=BigInt(e[0]),1 in e&&(o=BigInt(e[1]));else if(typeof e=="bigint")
n=e;else throw Pt();r=n*o}else if(typeof e=="number"){if(isNaN(e))throw Pt();if(e<0&&(r=-R,e=-e),e%1===0)n=BigInt(e);else{let s=1,i=0,a=1,c=1,u=1,l=1e7;for(e>=1&&(s=10**Math.floor(1+Math.log10(e)),e/=
s);a<=l&&u<=l;){let h=(i+c)/(a+u);if(e===h){a+u<=l?(n=i+c,o=a+u):u>a?(n=c,o=u):(n=i,o=a);break}else e>h?(i+=c,a+=u):(c+=i,u+=a),a>l?(n=c,o=u):(n=i,o=a)}n=BigInt(n)*BigInt(s),o=BigInt(o)}}else if(typeof e==
"string"){let s=0,i=I,a=I,c=I,u=R,l=R,h=e.replace(/_/g,"").match(/\d+|./g);if(h===null)throw Pt();if(h[s]==="-"?(r=-R,s++):h[s]==="+"&&s++,h.length===s+1?a=Ct(h[s++],r):h[s+1]==="."||h[s]==="."?(h[s]!==
"."&&(i=Ct(h[s++],r)),s++,(s+1===h.length||h[s+1]==="("&&h[s+3]===")"||h[s+1]==="'"&&h[s+3]==="'")&&(a=Ct(h[s],r),u=lt**BigInt(h[s].length),s++),(h[s]==="("&&h[s+2]===")"||h[s]==="'"&&h[s+2]==="'")&&(c=
Ct(h[s+1],r),l=lt**BigInt(h[s+1].length)-R,s+=3)):h[s+1]==="/"||h[s+1]===":"?(a=Ct(h[s],r),u=Ct(h[s+2],R),s+=3):h[s+3]==="/"&&h[s+1]===" "&&(i=Ct(h[s],r),a=Ct(h[s+2],r),u=Ct(h[s+4],R),s+=5),h.length<=
s)o=u*l,r=n=c+o*i+l*a;else throw Pt()}else if(typeof e=="bigint")n=e,r=e,o=R;else throw Pt();if(o===I)throw po();N.s=r<I?-R:R,N.n=n<I?-n:n,N.d=o<I?-o:o};function zc(e,t,n){let o=R;for(;t>I;e=e*e%n,t>>=
R)t&R&&(o=o*e%n);return o}function Kc(e,t){for(;t%nt===I;t/=nt);for(;t%me===I;t/=me);if(t===R)return I;let n=lt%t,o=1;for(;n!==R;o++)if(n=n*lt%t,o>Zc)return I;return BigInt(o)}function Jc(e,t,n){let o=R,
r=zc(lt,n,t);for(let s=0;s<300;s++){if(o===r)return BigInt(s);o=o*lt%t,r=r*lt%t}return 0}function Kt(e,t){if(!e)return t;if(!t)return e;for(;;){if(e%=t,!e)return t;if(t%=e,!t)return e}}function Tt(e,t){
if(et(e,t),this instanceof Tt)e=Kt(N.d,N.n),this.s=N.s,this.n=N.n/e,this.d=N.d/e;else return q(N.s*N.n,N.d)}var po=function(){return new Error("Division by Zero")},Pt=function(){return new Error("Inva\
lid argument")},Cr=function(){return new Error("Parameters must be integer")};Tt.prototype={s:R,n:I,d:R,abs:function(){return q(this.n,this.d)},neg:function(){return q(-this.s*this.n,this.d)},add:function(e,t){
return et(e,t),q(this.s*this.n*N.d+N.s*this.d*N.n,this.d*N.d)},sub:function(e,t){return et(e,t),q(this.s*this.n*N.d-N.s*this.d*N.n,this.d*N.d)},mul:function(e,t){return et(e,t),q(this.s*N.s*this.n*N.n,
this.d*N.d)},div:function(e,t){return et(e,t),q(this.s*N.s*this.n*N.d,this.d*N.n)},clone:function(){return q(this.s*this.n,this.d)},mod:function(e,t){if(e===void 0)return q(this.s*this.n%this.d,R);if(et(
e,t),I===N.n*this.d)throw po();return q(this.s*(N.d*this.n)%(N.n*this.d),N.d*this.d)},gcd:function(e,t){return et(e,t),q(Kt(N.n,this.n)*Kt(N.d,this.d),N.d*this.d)},lcm:function(e,t){return et(e,t),N.n===
I&&this.n===I?q(I,R):q(N.n*this.n,Kt(N.n,this.n)*Kt(N.d,this.d))},inverse:function(){return q(this.s*this.d,this.n)},pow:function(e,t){if(et(e,t),N.d===R)return N.s<I?q((this.s*this.d)**N.n,this.n**N.
n):q((this.s*this.n)**N.n,this.d**N.n);if(this.s<I)return null;let n=fe(this.n),o=fe(this.d),r=R,s=R;for(let i in n)if(i!=="1"){if(i==="0"){r=I;break}if(n[i]*=N.n,n[i]%N.d===I)n[i]/=N.d;else return null;
r*=BigInt(i)**n[i]}for(let i in o)if(i!=="1"){if(o[i]*=N.n,o[i]%N.d===I)o[i]/=N.d;else return null;s*=BigInt(i)**o[i]}return N.s<I?q(s,r):q(r,s)},log:function(e,t){if(et(e,t),this.s<=I||N.s<=I)return null;
let n=Object.create(null),o=fe(N.n),r=fe(N.d),s=fe(this.n),i=fe(this.d);for(let u in r)o[u]=(o[u]||I)-r[u];for(let u in i)s[u]=(s[u]||I)-i[u];for(let u in o)u!=="1"&&(n[u]=!0);for(let u in s)u!=="1"&&
(n[u]=!0);let a=null,c=null;for(let u in n){let l=o[u]||I,h=s[u]||I;if(l===I){if(h!==I)return null;continue}let f=h,m=l,p=Kt(f,m);if(f/=p,m/=p,a===null&&c===null)a=f,c=m;else if(f*c!==a*m)return null}
return a!==null&&c!==null?q(a,c):null},equals:function(e,t){return et(e,t),this.s*this.n*N.d===N.s*N.n*this.d},lt:function(e,t){return et(e,t),this.s*this.n*N.d<N.s*N.n*this.d},lte:function(e,t){return et(
e,t),this.s*this.n*N.d<=N.s*N.n*this.d},gt:function(e,t){return et(e,t),this.s*this.n*N.d>N.s*N.n*this.d},gte:function(e,t){return et(e,t),this.s*this.n*N.d>=N.s*N.n*this.d},compare:function(e,t){et(e,
t);let n=this.s*this.n*N.d-N.s*N.n*this.d;return(I<n)-(n<I)},ceil:function(e){return e=lt**BigInt(e||0),q(Mt(this.s*e*this.n/this.d)+(e*this.n%this.d>I&&this.s>=I?R:I),e)},floor:function(e){return e=lt**
BigInt(e||0),q(Mt(this.s*e*this.n/this.d)-(e*this.n%this.d>I&&this.s<I?R:I),e)},round:function(e){return e=lt**BigInt(e||0),q(Mt(this.s*e*this.n/this.d)+this.s*((this.s>=I?R:I)+nt*(e*this.n%this.d)>this.
d?R:I),e)},roundTo:function(e,t){et(e,t);let n=this.n*N.d,o=this.d*N.n,r=n%o,s=Mt(n/o);return r+r>=o&&s++,q(this.s*s*N.n,N.d)},divisible:function(e,t){return et(e,t),N.n===I?!1:this.n*N.d%(N.n*this.d)===
I},valueOf:function(){return Number(this.s*this.n)/Number(this.d)},toString:function(e=15){let t=this.n,n=this.d,o=Kc(t,n),r=Jc(t,n,o),s=this.s<I?"-":"";if(s+=Mt(t/n),t%=n,t*=lt,t&&(s+="."),o){for(let i=r;i--;)
s+=Mt(t/n),t%=n,t*=lt;s+="(";for(let i=o;i--;)s+=Mt(t/n),t%=n,t*=lt;s+=")"}else for(let i=e;t&&i--;)s+=Mt(t/n),t%=n,t*=lt;return s},toFraction:function(e=!1){let t=this.n,n=this.d,o=this.s<I?"-":"";if(n===
R)o+=t;else{let r=Mt(t/n);e&&r>I&&(o+=r,o+=" ",t%=n),o+=t,o+="/",o+=n}return o},toLatex:function(e=!1){let t=this.n,n=this.d,o=this.s<I?"-":"";if(n===R)o+=t;else{let r=Mt(t/n);e&&r>I&&(o+=r,t%=n),o+="\
\\frac{",o+=t,o+="}{",o+=n,o+="}"}return o},toContinued:function(){let e=this.n,t=this.d,n=[];for(;t;){n.push(Mt(e/t));let o=e%t;e=t,t=o}return n},simplify:function(e=.001){let t=BigInt(Math.ceil(1/e)),
n=this.abs(),o=n.toContinued();for(let r=1;r<o.length;r++){let s=q(o[r-1],R);for(let a=r-2;a>=0;a--)s=s.inverse().add(o[a]);let i=s.sub(n);if(i.n*t<i.d)return s.mul(this.s)}return this}};var b=BigInt(0),_=BigInt(1),Ur=BigInt(10),tu=66,eu=-1021,nu=1024;function E(e,t=_){return new Tt(BigInt(e),BigInt(t))}function De(e){let[t,n="0"]=e.toLowerCase().split("e"),[o,r=""]=t.split("."),s=BigInt(
o+r),i=Number(n)-r.length;return i>=0?E(s*Ur**BigInt(i)):E(s,Ur**BigInt(-i))}function x(e){return e.s*e.n}function go(e){return e.d===_}function wo(e,t){let n=e/t;return e<b&&n*t!==e?n-_:n}function Ut(e){
return wo(x(e),e.d)}function Jt(e){return-Ut(e.neg())}function kr(e){let t=Ut(e),n=e.sub(E(t)).compare(E(1,2));return n>0||n===0&&t%BigInt(2)?t+_:t}function it(e){if(e===b)return 0;let t=(e<b?-e:e).toString(
16);return 4*t.length-Math.clz32(parseInt(t[0],16))+28}function X(e,t){if(e<b)return-X(-e,t);if(t===_)return Number(e);let[n,o]=[Number(e),Number(t)];if(n<=Number.MAX_SAFE_INTEGER&&o<=Number.MAX_SAFE_INTEGER)
return n/o;let r=it(e)-it(t);if(r<eu)return ou(e,t);let s=r-tu,i=s>0?e:e<<BigInt(-s),a=s>0?t<<BigInt(s):t,c=i/a;c*a!==i?c=c*BigInt(2)+_:c=c*BigInt(2);let u=Math.trunc((s-1)/2);return Number(c)*2**u*2**
(s-1-u)}function ou(e,t){let n=e<<BigInt(1074),o=n/t,r=BigInt(2)*(n-o*t),s=r>t||r===t&&o%BigInt(2)===_;return Number(s?o+_:o)*Number.MIN_VALUE}function A(e){return X(x(e),e.d)}function Fr(e){return e.
reduce((t,n)=>t.add(n),E(0))}function ru(e,t){let[n,o]=[qe(e.n,t.d),qe(t.n,e.d)],r={s:e.s*t.s,n:e.n/n*(t.n/o),d:e.d/o*(t.d/n)};return Object.assign(Object.create(Tt.prototype),r)}function bo(e,t){let n=Math.
min(it(e),it(t))-nu;return n<=0?[e,t]:[e>>BigInt(n),t>>BigInt(n)]}function te(e,t){let n=ru(e,t),[o,r]=bo(n.n,n.d);return r===n.d?n:Object.assign(Object.create(Tt.prototype),{s:n.s,n:o,d:r})}function qe(e,t){
for(;t;)[e,t]=[t,e%t];return e<b?-e:e}function vt(e){let t=_;for(let n of e)t=t/qe(t,n)*n;return t}var Pr=50,qr=15,C=class{constructor(t,n,o={}){this.one=t,this.plural=n,this.bounds=o}complaint(t){let{above:n,atLeast:o,below:r,atMost:s,whole:i}=this.bounds;return Number.isFinite(t)&&!(n!==void 0&&t<=
n)&&!(o!==void 0&&t<o)&&!(r!==void 0&&t>=r)&&!(s!==void 0&&t>s)&&!(i&&!Number.isInteger(t))?null:`${T(t)}${this.hint(t)}`}check(t,n){if(typeof n!="number")throw new O(`'${t}' must be ${this.one}; got ${Ge(
n)}: write a number`);let o=this.complaint(n);if(o!==null)throw new w(`'${t}' must be ${this.one}; got ${o}`)}checkEach(t,n){let o=[];if(n.forEach((i,a)=>{let c=this.complaint(i);c&&o.push([a,`is ${c}`])}),
!o.length)return;let r=he(o.map(([,i])=>i)),s=o.map(([i],a)=>new G(t,i,r[a]));throw new w(`'${t}' must be ${this.plural}`,s)}hint(t){if(!Number.isFinite(t))return": write a number below 1.8e+308";let{
above:n,atLeast:o,below:r,atMost:s,cure:i}=this.bounds,a=n!=null?n:o,c=r!=null?r:s;if(a===0&&c!==void 0&&c<=1&&2<=t&&t<=100){let l=t/100;if(this.complaint(l)===null)return`: write ${T(t)}% or ${T(l)}`}
return i?`: ${i}`:""}};function Ge(e){if(typeof e=="number"||typeof e=="bigint"||e instanceof Tt)return T(e);let t=au(e);return t.length<=Pr?t:`${t.slice(0,Pr-2)}…`}function T(e){if(typeof e=="numbe\
r")return ot(e,qr);let t=typeof e=="bigint"?Number(e):A(e);return Number.isFinite(t)?ot(t,qr):"a number beyond 1.8e+308"}function ot(e,t){if(Number.isNaN(e))return"nan";if(!Number.isFinite(e))return e>
0?"inf":"-inf";if(e===0)return Object.is(e,-0)?"-0":"0";let[n,o]=su(e,t).split("e");return iu(n.replace(".",""),Number(o),t)}function su(e,t){let n=e.toExponential(t-1),o=e.toExponential(Math.min(t+24,
100)),r=o.slice(0,o.indexOf("e")).replace(/[-.]/g,"").slice(t);if(!/^50*$/.test(r))return n;let s=o.replace(/[-.]/g,"").slice(0,t);if(Number(s[t-1])%2)return n;let i=e<0?"-":"",a=t>1?`${s[0]}.${s.slice(
1)}`:s;return`${i}${a}${o.slice(o.indexOf("e"))}`}function iu(e,t,n){let o=e.startsWith("-")?"-":"",r=e.slice(o.length).replace(/0+$/,"");if(t<-4||t>=n){let a=r.slice(1),c=String(Math.abs(t)).padStart(
2,"0"),u=a?`.${a}`:"";return`${o}${r[0]}${u}e${t<0?"-":"+"}${c}`}if(t<0)return`${o}0.${"0".repeat(-t-1)}${r}`;let s=r.slice(0,t+1).padEnd(t+1,"0"),i=r.slice(t+1);return`${o}${s}${i?`.${i}`:""}`}function au(e){
return e==null?"None":typeof e=="boolean"?e?"True":"False":typeof e=="string"?cu(e).split(/\s+/).join(" "):Array.isArray(e)?`[${e.map(Ge).join(", ")}]`:String(e)}function cu(e){let t=e.replace(/\\/g,"\
\\\\").replace(/\n/g,"\\n").replace(/\r/g,"\\r").replace(/\t/g,"\\t");return t.includes("'")&&!t.includes('"')?`"${t}"`:`'${t.replace(/'/g,"\\'")}'`}function He(e){return String(e).replace(/\B(?=(\d{3})+$)/g,
",")}var z=2**53,uu=E(10**4),lu=E(1,10**9),pe=15,ee="write 0 or more",L=new C("a share above 0 and up to 1","shares above 0 and up to 1",{above:0,atMost:1,cure:"write a share such as 47% or 0.47"}),qt=new C(
"a share above 0 and up to 1","shares above 0 and up to 1",{above:0,atMost:1,cure:"write the share that is left after the cost of what was sold; with none, a cost is never paid back"}),de=new C("a sha\
re above 0 and up to 1","shares above 0 and up to 1",{above:0,atMost:1,cure:"write the share of customers that leaves in each period; those who never leave have no finite value"}),H=new C("a share str\
ictly between 0 and 1","shares strictly between 0 and 1",{above:0,below:1,cure:"write a share such as 80% or 0.8"}),S=new C("a whole number from 0 up","whole numbers from 0 up",{atLeast:0,atMost:z,whole:!0,
cure:"count whole records, up to 2^53"}),$=new C("an amount of money above 0","amounts of money above 0",{above:0,cure:"write an amount above 0"}),Ot=new C("an amount of money","amounts of money"),F=new C(
"an amount of money from 0 up","amounts of money from 0 up",{atLeast:0,cure:ee}),gt=new C("a number of records, or an amount of money, above 0","numbers above 0",{above:0,cure:"write what must be reac\
hed"}),kt=new C("a number above 0 and up to 1000","numbers above 0 and up to 1000",{above:0,atMost:1e3,cure:"write 1 where it is not known"}),W=new C("a number from 0 up","numbers from 0 up",{atLeast:0,
cure:ee}),Eo=new C("a number from 0 up","numbers from 0 up",{atLeast:0,cure:ee}),wt=new C("a number above 0","numbers above 0",{above:0,cure:"write a number such as 1 or 0.5"}),Rt=new C("a number from\
 0 up","numbers from 0 up",{atLeast:0,cure:ee}),j=new C("a number of records from 0 up","numbers of records from 0 up",{atLeast:0,cure:ee}),gn=new C("a number of reps from 0 up","numbers of reps from \
0 up",{atLeast:0,cure:ee}),B=new C("a share from 0 to 1","shares from 0 to 1",{atLeast:0,atMost:1,cure:"write a share such as 47% or 0.47"}),wn=new C("a share above 0 and below 0.5","shares above 0 an\
d below 0.5",{above:0,below:.5,cure:"write a share such as 5% or 0.05"}),bn=new C("a relative change above -1, such as 0.1 for 10% more","relative changes above -1",{above:-1,cure:"no rate falls by al\
l of itself or more; write -10% or -0.1 for 10% less"}),En=new C("a relative change from 0 up, such as 0.1 for 10% more","relative changes from 0 up",{atLeast:0,cure:"write 10% or 0.1 for 10% more"}),
at=new C("a number","numbers"),Nn=new C("a number from -1 to 1","numbers from -1 to 1",{atLeast:-1,atMost:1,cure:"write a correlation such as 0.7"}),No=new C("a number of pairs from 0 up","numbers of \
pairs from 0 up",{atLeast:0,cure:ee}),ge=new C("a whole number of periods from 0 up","whole numbers of periods from 0 up",{atLeast:0,whole:!0,cure:"write a whole number such as 3"}),Dr=new C("a stage'\
s number, 1 being the top","stage numbers",{atLeast:1,whole:!0,cure:"count stages from the top: 1, 2, 3"});function v(e){if(typeof e=="bigint")return E(e);if(typeof e!="number")return e;if(!Number.isFinite(
e))throw new w(`expected a finite number; got ${ot(e,pe)}`);return Number.isInteger(e)?E(e):De(String(e))}function ct(e){let t=v(e);if(typeof e!="number"||go(t))return t;let n=ot(e,pe);return Number(n)===
e?t:De(n)}function Y(e,t=_){let n=typeof e=="bigint"?X(e,t):A(e);if(!Number.isFinite(n))throw new w("the answer must stay below 1.8e+308, the largest number a cell can hold; check the numbers");return n}
function Mn(e){if(!e.length)throw new O("'weights' must hold a number for each period; got none");W.checkEach("weights",e);let t=e.map(ct),n=vt(new Set(t.map(r=>r.d))),o=t.map(r=>x(r)*(n/r.d));if(!o.some(
r=>r!==b))throw new w("'weights' must not all be 0: write a weight above 0 in one period");return o}function xt(e){return!go(v(e).mul(uu))}function We(e,t=!1){let n=Ut(e),o=e.sub(E(n));return x(o)===b||
t&&o.compare(lu.mul(e))<=0?n:n+_}function g(e,t,n,o,r={}){return{name:e,kind:t,quantity:n,help:o,...{optional:!1,group:"",single:!1,blank:null},...r}}function U(e,t){let n=t.map(o=>o.optional?`[${o.name}]`:o.name);return{name:e,usage:`${e}\
(${n.join(", ")})`,arguments:t}}var Gr=[U("FUNNEL_REQUIRED",[g("target","NUMBER",gt,"What must be reached: records won or, with a value, money"),g("rates","STEPS",L,"Conversion rates, top of the funnel first (47% or 0.47); or two co\
lumns of counts: records that entered, records that advanced"),g("value","NUMBER",$,"",{optional:!0}),g("confidence","NUMBER",H,"",{optional:!0}),g("stage","NUMBER",Dr,"",{optional:!0}),g("exact","FLA\
G",at,"",{optional:!0})]),U("FUNNEL_FORECAST",[g("volumes","LIST",S,"Records now in each stage, top first; the last number: already won"),g("rates","STEPS",L,"Conversion rates, top of the funnel first\
 (47% or 0.47); or two columns of counts: records that entered, records that advanced"),g("value","NUMBER",$,"",{optional:!0}),g("confidence","NUMBER",H,"",{optional:!0})]),U("FUNNEL_PROBABILITY",[g("\
target","NUMBER",W,"What must be reached: records won or, with a value, money"),g("volumes","LIST",S,"Records now in each stage, top first; the last number: already won"),g("rates","STEPS",L,"Conversi\
on rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced"),g("value","NUMBER",$,"",{optional:!0})]),U("FUNNEL_CUSTOMERS",[g("revenue","NUM\
BER",F,"Money that the year must bring"),g("value","NUMBER",$,"Money that one purchase brings"),g("purchases","NUMBER",wt,"",{optional:!0}),g("existing","NUMBER",S,"",{optional:!0}),g("retention","NUM\
BER",B,"",{optional:!0}),g("share_of_year","NUMBER",L,"",{optional:!0})]),U("FUNNEL_CUSTOMERS_FOR_PROFIT",[g("profit","NUMBER",Ot,"Money that must be left over: 0 to break even, below 0 for a loss not\
 to exceed"),g("fixed_cost","NUMBER",F,"What the year costs however many customers there are"),g("margin","NUMBER",L,"The share of revenue left after the cost of what was sold, such as 60%"),g("value",
"NUMBER",$,"Money that one purchase brings"),g("cac","NUMBER",F,"What it costs to win one new customer"),g("purchases","NUMBER",wt,"",{optional:!0}),g("existing","NUMBER",S,"",{optional:!0}),g("retent\
ion","NUMBER",B,"",{optional:!0}),g("share_of_year","NUMBER",L,"",{optional:!0})]),U("FUNNEL_SPREAD",[g("target","NUMBER",S,"Whole records to spread"),g("weights","LIST",W,"A weight for each period; o\
nly their proportions count")]),U("FUNNEL_SCHEDULE",[g("wins","LIST",j,"The wins wanted in each period"),g("lag","LIST",B,"Shares of the wins by periods from entry to win: in the period of entry, one \
period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333"),g("rate","NUMBER",L,"The share of entries that is ever won, such as 20%"),g("past",
"LIST",j,"",{optional:!0})]),U("FUNNEL_WINS",[g("entries","LIST",j,"Records that enter in each period; planned ones need not be whole"),g("lag","LIST",B,"Shares of the wins by periods from entry to wi\
n: in the period of entry, one period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333"),g("rate","NUMBER",L,"The share of entries that is e\
ver won, such as 20%")]),U("FUNNEL_CAPACITY",[g("starters","LIST",gn,"Reps who start in each period; the first number: those already there, fully ramped; write 0 there if nobody is"),g("per_rep","NUMB\
ER",j,"Records that a fully ramped rep handles per period"),g("ramp","LIST",B,"",{optional:!0})]),U("FUNNEL_EXPECTED",[g("target","NUMBER",W,"Records or money due by the end of the term"),g("start","D\
ATE",at,"The first day of the term"),g("end","DATE",at,"The last day of the term"),g("today","DATE",at,"The day by whose end it is asked for"),g("weights","LIST",W,"",{optional:!0})]),U("FUNNEL_PACE",
[g("actual","NUMBER",S,"Records counted to date: whole records, never money; divide money by the value of one win first, leaving out the fraction"),g("expected","NUMBER",W,"Records due to date, as FUN\
NEL_EXPECTED says: never money; divide money by the value of one win first"),g("alpha","NUMBER",wn,"",{optional:!0})]),U("FUNNEL_FINISH",[g("actual","NUMBER",S,"Records counted to date: whole records,\
 never money; divide money by the value of one win first, leaving out the fraction"),g("expected","NUMBER",W,"Records due to date, as FUNNEL_EXPECTED says: never money; divide money by the value of on\
e win first"),g("target","NUMBER",W,"Records due by the end of the term; never money")]),U("FUNNEL_RATES",[g("volumes","LIST",S,"Records that entered each stage, top of the funnel first"),g("confidenc\
e","NUMBER",H,"",{optional:!0})]),U("FUNNEL_SHRINK",[g("entered","LIST",S,"Records that entered the step in each channel",{group:"counts"}),g("advanced","LIST",S,"How many of them advanced",{group:"co\
unts"})]),U("FUNNEL_MIX",[g("target","NUMBER",S,"Whole records of the last stage, all channels together"),g("shares","LIST",B,"The share of the target that each channel brings. They must add to 1 to w\
ithin 0.000001: write thirds as =1/3, not 0.333",{group:"channels"}),g("rates","ROWS",L,"A column per channel with its conversion rates, top of the funnel first; blank: the channel has no such step",{
group:"channels",blank:1})]),U("FUNNEL_ALLOCATE",[g("budget","NUMBER",F,"Money to spend on all channels together"),g("ceiling","LIST",W,"The most that each channel could ever bring, however much is sp\
ent on it, in one unit for all: leads, wins, revenue",{group:"curves"}),g("half","LIST",$,"For each channel the spend that brings half of its ceiling",{group:"curves"}),g("shape","LIST",kt,"",{optional:!0,
group:"curves",single:!0})]),U("FUNNEL_SPEND_FOR",[g("result","NUMBER",W,"What the channel must bring, in the unit of the ceiling"),g("ceiling","NUMBER",W,"The most that the channel could ever bring, \
however much is spent on it"),g("half","NUMBER",$,"The spend that brings half of the ceiling"),g("shape","NUMBER",kt,"",{optional:!0})]),U("FUNNEL_ROI",[g("incremental_margin","NUMBER",Ot,"Margin, not\
 revenue, of the sales that would not have been made otherwise; below 0 where they lost money"),g("cost","NUMBER",$,"Money spent")]),U("FUNNEL_CAC",[g("cost","NUMBER",F,"All that was spent on winning \
the customers"),g("customers","NUMBER",S,"New customers won with it, a whole number")]),U("FUNNEL_PAYBACK",[g("cac","NUMBER",F,"What it costs to win one new customer"),g("value","NUMBER",$,"Money that\
 a customer brings per month"),g("margin","NUMBER",qt,"The share of it left after the cost of what was sold, such as 80%")]),U("FUNNEL_LTV",[g("value","NUMBER",F,"Money that a customer brings per mont\
h"),g("margin","NUMBER",B,"The share of it left after the cost of what was sold, such as 80%; 1 where the value is a margin already"),g("churn","NUMBER",de,"The share of customers that leaves in a mon\
th, such as 3%")]),U("FUNNEL_BRIDGE",[g("plan","LIST",W,"Planned factors whose product is the result: volume, rates, value",{group:"factors"}),g("actual","LIST",W,"What became of each factor, in the s\
ame order",{group:"factors"})]),U("FUNNEL_MIX_BRIDGE",[g("plan_volumes","LIST",j,"Records planned for each channel",{group:"channels"}),g("plan_rates","LIST",B,"The share of each channel's records tha\
t was to convert; 0 where none was",{group:"channels"}),g("actual_volumes","LIST",j,"Records that each channel had",{group:"channels"}),g("actual_rates","LIST",B,"The share of each channel's records t\
hat converted; 0 where none did",{group:"channels"})]),U("FUNNEL_SENSITIVITY",[g("counts","COUNTS",S,"Two columns, a row per step, top of the funnel first: records that entered, records that advanced"),
g("target","NUMBER",gt,"What the plan is made for: records won, or money"),g("value","NUMBER",$,"",{optional:!0}),g("confidence","NUMBER",H,"",{optional:!0})]),U("FUNNEL_LEVERS",[g("customers","NUMBER",
j,"New customers won in a year"),g("retention","NUMBER",B,"The share of customers that stays from one year to the next, such as 80%"),g("value","NUMBER",$,"Money that one purchase brings"),g("purchase\
s","NUMBER",wt,"Purchases of one customer in a year"),g("change","NUMBER",En,"",{optional:!0})]),U("FUNNEL_XMR",[g("series","LIST",at,"A number per period, oldest first: at least two, any sign")]),U("\
FUNNEL_TREND",[g("series","LIST",at,"A number per period, oldest first: at least four, any sign"),g("alpha","NUMBER",H,"",{optional:!0})]),U("FUNNEL_CORRELATE",[g("activities","COLUMNS",at,"A column p\
er activity, a number per period; their changes are compared",{group:"periods"}),g("result","LIST",at,"The result in the same periods, oldest first: at least 5 + max_lag",{group:"periods"}),g("max_lag",
"NUMBER",ge,"",{optional:!0})]),U("FUNNEL_EXPERIMENT",[g("entered_a","NUMBER",S,"Records that entered arm (group) A, what was done so far: whole records, not percentages"),g("advanced_a","NUMBER",S,"H\
ow many of arm A's records advanced: whole records, not a percentage"),g("entered_b","NUMBER",S,"Records that entered arm (group) B, what was tried: whole records, not percentages"),g("advanced_b","NU\
MBER",S,"How many of arm B's records advanced: whole records, not a percentage")]),U("FUNNEL_SAMPLE_SIZE",[g("rate","NUMBER",L,"The rate so far"),g("lift","NUMBER",bn,"The change worth showing, relati\
ve to the rate: a lift of 20% takes a rate of 5% to 6%, not to 25%; negative for a fall"),g("alpha","NUMBER",H,"",{optional:!0}),g("power","NUMBER",H,"",{optional:!0})])];var To=Gr,hu=new Map(To.map(e=>[e.name,e]));function Hr(e){let t=hu.get(e.toUpperCase());if(!t)throw new dn(`no function is called ${e}`);return t}function rt(e){return e.reduce((t,n)=>t+n,b)}function mt(e){return e.reduce((t,n)=>n>t?n:t,b)}var fu=2e7,mu=60,Qr=Math.log10(2),Oo=4,[Wr,Tn]=[2**24,2**18];function Dt(e){if(e.every(Number.isInteger))return[e.map(BigInt),_];let t=e.map(v),n=vt(new Set(t.map(o=>o.d)));return[t.map(o=>x(o)*(n/o.d)),
n]}function je(e,t){if((Math.floor(Xr(e,t)*Qr)+1)*(e.length+t.length-1)<=fu)return jr(e,t);let[o,r]=Vr(e),[s,i]=Vr(t);return jr(o,s).map(a=>a*r*i)}function jr(e,t){let n=Math.max(Math.ceil(Xr(e,t)/Oo),
1),o=Math.max(e.length,t.length)*n*Oo,r=Math.max(Math.floor(pu(o)/(n*Oo)),1),s=Array(e.length+t.length-1).fill(b),i=Yr(t,r,n);return Yr(e,r,n).forEach((a,c)=>{i.forEach((u,l)=>{let h=a.length+u.length-
1,f=(a.joined*u.joined).toString(16).padStart(h*n,"0"),m=(c+l)*r;for(let p=0;p<h;p+=1)s[m+p]+=Zr(f.slice(p*n,(p+1)*n))})}),s}function Yr(e,t,n){let o=[];for(let r=0;r<e.length;r+=t){let s=e.slice(r,r+
t),i=s.map(a=>a.toString(16).padStart(n,"0"));o.push({length:s.length,joined:Zr(i.join(""))})}return o}function Zr(e){return BigInt(`0x${e}`)}function pu(e){if(e<=Tn)return Tn;try{return _<<BigInt(2*Wr)?
Wr:Tn}catch(t){if(t instanceof RangeError)return Tn;throw t}}function Xr(e,t){let n=BigInt(Math.min(e.length,t.length));return it(mt(e)*mt(t)*n)}function Vr(e){let t=Math.floor(it(mt(e))*Qr)-mu,n=BigInt(
10)**BigInt(Math.max(t,0));return[e.map(o=>o/n),n]}var Jr=2e7,du=100,gu=60,zr=250;function ts(e,t){let n=e.map(i=>-X(i,e[0]));if(n.includes(-1/0))throw new D;let o=n.map((i,a)=>a).filter(i=>i&&e[i]);if(t*o.length>Jr)return 1/0;let r=[1],s=1;for(let i=1;i<
t;i+=1){let a=0;for(let c of o){if(c>i)break;a+=n[c]*r[i-c]}if(Math.abs(a)>s&&(s=Math.abs(a)),!(s<10**zr))return zr*Math.log2(10)*t/i;r.push(a)}return Math.log2(s)}function es(e,t,n){if(n===1/0)return null;
let o=e.map((m,p)=>p).filter(m=>m&&e[m]),r=t.reduce((m,p)=>p.compare(m)>0?p:m),s=Math.floor(Kr(r.n)-Kr(r.d)),i=it(rt(e)),a=du+Math.ceil(n)+it(BigInt(t.length))+i;if(t.length*(o.length+1)*(1+a/1e3)>Jr)
return null;let c=_<<BigInt(a-i-gu),u=a-s,[l,h]=[BigInt(Math.max(u,0)),BigInt(Math.max(-u,0))],f=[];for(let m=0;m<t.length;m+=1){let p=(x(t[m])<<l)/(t[m].d<<h);for(let M of o){if(M>m)break;p-=e[M]*f[m-
M]}let d=wo(p,e[0]);if(d<-c)return null;f.push(d>b?d:b)}return{entries:f,bits:u}}function Kr(e){let t=Math.max(it(e)-64,0);return Math.log2(Number(e>>BigInt(t)))+t}var ns=BigInt(10)**BigInt(28),Ye=class e{constructor(t,n,o,r){this.matrix=t,this.width=n,this.aim=o,this.point=r}static of(t,n,o){let r=n.length,s=Math.max(Math.min(t.length,r)-1,1),i=t.slice(0,s+1).map(
m=>o.of(m));for(;i.length<=s;)i.push(b);let a=wu(i,o),c=(m,p)=>{let[d,M,...y]=a[Math.min(r-1-m,s)];return[d+BigInt(p)*o.one,M-o.one,...y]},u=c(0,2),l=n.map((m,p)=>0<p&&p<r-1-s?u:c(p,+(p>0)+ +(p<r-1))),
h=n.map(m=>o.of(m)),f=h.map((m,p)=>{let d=b;for(let M=0;M<=s&&p+M<r;M+=1)d+=i[M]*h[p+M];return ns*d>>o.shift});return new e(l,s,f,o)}factored(t,n=[]){let{point:o}=this,r=new Io(o),s=0;return t.forEach(
(i,a)=>{var h;for(;i-t[s]>this.width;)s+=1;let c=this.matrix[i],u=[];for(let f=s;f<a;f+=1){let[m,p]=[r.starts[f],r.rows[f]],d=b;for(let M=Math.max(s,m);M<f;M+=1)d+=u[M-s]*p[M-m];u.push(c[i-t[f]]-(d>>o.
shift))}let l=u.map((f,m)=>o.over(f,r.pivots[s+m]));r.starts.push(s),r.rows.push(l),r.pivots.push(c[0]-o.dot(u,l)+((h=n[i])!=null?h:b))}),r}slope(t,n){let[o,r]=[Math.max(0,t-this.width),Math.min(n.length,
t+this.width+1)],s=b;for(let i=o;i<r;i+=1)n[i]&&(s+=this.matrix[Math.max(t,i)][Math.abs(i-t)]*n[i]);return(s>>this.point.shift)-this.aim[t]}};function wu(e,t){let n=e.map(()=>[]);for(let o=0;o<e.length;o+=
1){let r=b;for(let s=0;s<e.length;s+=1)s+o<e.length&&(r+=e[s]*e[s+o]),n[s].push(ns*r>>t.shift)}return n}var Io=class{constructor(t){this.point=t,this.starts=[],this.rows=[],this.pivots=[]}solved(t){let{
point:n}=this,o=[];t.forEach((s,i)=>o.push(s-n.dot(this.rows[i],o,this.starts[i])));let r=o.map((s,i)=>n.over(s,this.pivots[i]));for(let s=r.length-1;s>=0;s-=1){let[i,a]=[r[s],this.starts[s]];this.rows[s].
forEach((c,u)=>{r[a+u]-=n.times(c,i)})}return r}};var bu=BigInt(10),Ve=class{constructor(t){this.shift=BigInt(t),this.one=_<<this.shift}of(t){return(x(t)<<this.shift)/t.d}times(t,n){return t*n>>this.shift}over(t,n){return(t<<this.shift)/n}tenth(t,n){
return t/bu**BigInt(n)}dot(t,n,o=0){let r=b;for(let s=0;s<t.length;s+=1)r+=t[s]*n[o+s];return r>>this.shift}};var Eu=150,os=20;function is(e){let{point:t,aim:n}=e,o=n.map((i,a)=>a),r=mt(n.map(ss)),s=new So(n.map(()=>t.one),n.map(()=>r),t);for(let i=0;i<Eu;i+=1){let{numbers:a,slopes:c,gap:u}=s,l=o.map(Nt=>e.slope(
Nt,a)-c[Nt]),h=t.tenth(mt([t.one,...a]),os);if(u<t.tenth(t.one,os)&&mt(l.map(ss))<h)return{numbers:a,free:o.map(Nt=>a[Nt]>c[Nt])};let f=o.map(Nt=>t.over(c[Nt],a[Nt])),m=e.factored(o,f),p=s.step(m,l,o.
map(()=>b)),d=s.moved(p,rs(s.room(p),t)).gap,M=t.over(d,u),y=t.times(t.times(t.times(M,M),M),u),ft=o.map(Nt=>y-t.times(p.numbers[Nt],p.slopes[Nt])),le=s.step(m,l,ft),Dc=s.room(le)*BigInt(995)/BigInt(1e3);
s=s.moved(le,rs(Dc,t))}throw new w("entries that balance these wins could not be settled: plan fewer periods at once")}var So=class e{constructor(t,n,o){this.numbers=t,this.slopes=n,this.fixed=o}get gap(){
return this.fixed.dot(this.numbers,this.slopes)/BigInt(this.numbers.length)}step(t,n,o){let{numbers:r,slopes:s,fixed:i}=this,a=o.map((l,h)=>i.over(l,r[h])-s[h]-n[h]),c=t.solved(a),u=c.map((l,h)=>i.over(
o[h]-i.times(s[h],l),r[h])-s[h]);return new e(c,u,i)}room(t){let n=[...this.numbers,...this.slopes],o=[...t.numbers,...t.slopes],r=this.fixed.one*BigInt(2);return o.forEach((s,i)=>{if(s>=b)return;let a=this.
fixed.over(-n[i],s);a<r&&(r=a)}),r}moved(t,n){let{fixed:o}=this;return new e(this.numbers.map((r,s)=>r+o.times(n,t.numbers[s])),this.slopes.map((r,s)=>r+o.times(n,t.slopes[s])),o)}};function rs(e,t){return e<
t.one?e:t.one}function ss(e){return e<b?-e:e}var Nu=15e5,Mu=10,[Tu,Ou]=[256,384],Iu=20;function us(e,t){ls(t.length,e.length,20);let n=e.slice(0,t.length).map(Su),o=as(e,t,2*Math.min(...n)),{one:r}=o.point;return mt(o.numbers)>o.point.tenth(r,Iu)?
o:as(e,t,2*Math.max(...n.filter(Number.isFinite)))}function Su(e){return e.n?it(e.d)-it(e.n):1/0}function as(e,t,n){var l;let o=Ye.of(e,t,new Ve(Tu+n)),r=t.map(()=>!0),s=cs(o,r,Mu);if(s)return{numbers:s,
point:o.point};ls(t.length,e.length,300);let i=Ye.of(e,t,new Ve(Ou+n)),{numbers:a,free:c}=is(i),u=a.map((h,f)=>c[f]?h:b);return{numbers:(l=cs(i,c,3))!=null?l:u,point:i.point}}function ls(e,t,n){if(e*(n+
Math.min(e,t)**2)>Nu)throw new w(`${e} numbers, each spread over ${t}, are too many for least squares: take fewer`)}function cs(e,t,n){let{point:o}=e,r=[...t],[s,i]=[r.length+1,3];for(let a=0;a<n;a+=1){
let c=r.map((m,p)=>p).filter(m=>r[m]),u=r.map(()=>b),l=e.factored(c).solved(c.map(m=>e.aim[m]));c.forEach((m,p)=>{u[m]=l[p]});let h=o.tenth(mt([o.one,...u]),25),f=r.map((m,p)=>p).filter(m=>(r[m]?u[m]:
e.slope(m,u))<-h);if(!f.length)return u.map(m=>m>b?m:b);f.length<s?[s,i]=[f.length,3]:i>0?i-=1:f=f.slice(-1);for(let m of f)r[m]=!r[m]}return null}var vu=BigInt(10)**BigInt(6),Ru=E(1,BigInt(10)**BigInt(14)),xu=13,yu=17,_u=BigInt(10)**BigInt(13),Au=BigInt(10)**BigInt(11);function On(e,t){S.check("target",e);let n=Mn(t),o=rt(n),r=n.map(u=>BigInt(e)*
u),s=r.map(u=>Number(u/o)),i=r.map(u=>u%o),a=Number(rt(i)/o),c=s.map((u,l)=>l);c.sort((u,l)=>+(i[l]>i[u])-+(i[l]<i[u]));for(let u of c.slice(0,a))s[u]+=1;return s}function hs(e,t,n){if(j.checkEach("en\
tries",e),!e.length)throw new O("'entries' must hold a number of records for each period; got none");let[o,r]=ms(t);L.check("rate",n);let[s,i]=Dt(e),a=v(n),c=r*i*a.d;return je(s,o).map(u=>Y(x(a)*u,c))}
function fs(e,t,n,o=[]){if(j.checkEach("wins",e),!e.length)throw new O("'wins' must hold a number for each period; got none");let[r,s]=ms(t);L.check("rate",n),j.checkEach("past",o);let i=v(n).div(E(s));
return Bu(Lu(e,r,i,o),r,i,ku(e))}function ms(e){if(B.checkEach("lag",e),!e.length)throw new O("'lag' must hold a share for each period, the period of entry first");let[t,n]=Dt(e),o=rt(t)-n;if((o<b?-o:
o)*vu>n)throw new w(`'lag' must be shares that add to 1; they add to ${T(X(rt(t),n))}: write which share of the wins falls into the period of entry, the next one, and so on, a third as =1/3 and not 0.\
333`);return[t,n]}function Lu(e,t,n,o){let r=e.map(ct),[s,i]=Dt(o.slice(-t.length));if(!s.some(Boolean))return r;let a=je(s,t).slice(s.length),c=n.div(E(i));return r.map((u,l)=>{var f;let h=u.sub(c.mul(
E((f=a[l])!=null?f:b)));return h.compare(Ru.mul(u))>0?h:E(0)})}function Bu(e,t,n,o){let r=t.findIndex(Boolean),s=e.slice(r),i=e.slice(0,r).map(l=>Y(l));if(!s.length)return{entries:e.map(()=>0),unmet:i};
let a=t.slice(r,r+s.length);for(;!a[a.length-1];)a.pop();let{entries:c,unmet:u}=$u(a,s,n,o);return{entries:[...c,...i.map(()=>0)],unmet:[...i,...u]}}function $u(e,t,n,o){let r=t.map(()=>0),s=t.map(h=>h.
div(n)),i=s.reduce((h,f)=>f.compare(h)>0?f:h);if(x(i)===b)return{entries:r,unmet:r};let a=ts(e,s.length),c=o&&a>yu?null:es(e,s,a);if(!c)return Cu(e,s,i,n);let u=BigInt(2)**BigInt(Math.abs(c.bits));return{
entries:c.entries.map(h=>c.bits<0?Y(h*u):Y(h,u)),unmet:r}}function Cu(e,t,n,o){let r=rt(e),s=e.map(m=>E(m,r)),i=t.map(m=>m.div(n)),{point:a,numbers:c}=Uu(s,i),u=mt(c),l=c.map(m=>m*_u>u?Y(m*n.n,n.d*r*a.
one):0),h=s.map(m=>a.of(m)),f=i.map((m,p)=>{let d=a.of(m)<<a.shift;for(let y=0;y<=p&&y<h.length;y+=1)d-=h[y]*c[p-y];let M=a.one+a.of(m);return(d>>a.shift)*Au<=M?0:Y((d>>a.shift)*n.n*o.n,n.d*o.d*a.one)});
return{entries:l,unmet:f}}function Uu(e,t){try{return us(e,t)}catch(n){throw n instanceof w?new w(`${t.length} periods with a lag over ${e.length} are too many to be balanced where the wins cannot be \
met exactly: plan fewer periods at once, or longer ones (weeks instead of days)`):n}}function ku(e){return e.some(t=>ot(t,pe)!==ot(t,xu))}var Fu=BigInt(10**9),Pu=BigInt(10**6);function ps(e,t,n){S.check("target",e),B.checkEach("shares",t),qu(t,n);let o=new Map;for(let i of n)for(let a of i)o.has(a)||o.set(a,Gu(a));let r=On(e,t).map((i,a)=>Hu(
i,n[a].map(c=>o.get(c)))),s=r.flatMap((i,a)=>{if(i[0]<=z)return[];let c=n[a].length+2-i.length;return[new G("shares",a,`needs ${T(i[0])} records in stage ${c}`)]});if(s.length)throw new w("'shares' an\
d 'rates' must keep every volume up to 2^53, the most that a cell holds",s,"check the target and the rates");return r.map(i=>i.map(Number))}function qu(e,t){if(!e.length)throw new O("'shares' must hol\
d a share for each channel; got none");if(Du(e),t.length!==e.length)throw new O(`'rates' must hold the rates of each channel that 'shares' names; got ${t.length} channels for ${e.length} shares`);let n=new Set(
t.map(s=>s.length));if(n.size!==1||n.has(0))throw new O(`'rates' must hold equally many rates for each channel, at least one; got ${t.map(s=>s.length).join(", ")}: write 1 for a step a channel lacks`);
let o=t.flatMap((s,i)=>s.flatMap((a,c)=>{let u=L.complaint(a);return u===null?[]:[new G("rates",i,`is ${u}`,c)]}));if(!o.length)return;let r=he(o.map(({said:s})=>s));throw new w(`'rates' must be ${L.plural}`,
o.map(({entry:s,series:i},a)=>new G("rates",s,r[a],i)))}function Du(e){let t=e.map(v),n=vt(new Set(t.map(s=>s.d))),o=t.reduce((s,i)=>s+x(i)*(n/i.d),b);if((o<n?n-o:o-n)*Pu>n)throw new w(`'shares' must \
add up to 1, that is 100%; they add up to ${T(X(o,n))}: give the channels shares of the whole target, a third as =1/3 and not 0.333`)}function Gu(e){let t=v(e);return{above:x(t),below:t.d,computed:xt(
t)}}function Hu(e,t){let n=BigInt(e),o=[n];for(let r=t.length-1;r>=0&&n<=z;r-=1){let{above:s,below:i,computed:a}=t[r],c=n*i;n=c/s;let u=c-n*s;u!==b&&!(a&&u*Fu<=c)&&(n+=_),o.push(n)}return o.reverse()}var yt=class{constructor(t,n){if(S.check("entered",t),S.check("advanced",n),n>t)throw new w(`'advanced' must be at most 'entered'; got ${T(n)} of ${T(t)}: count both of the same records`);this.entered=
t,this.advanced=n}get posterior(){return[1+this.advanced,1+(this.entered-this.advanced)]}},pt=class e{constructor(t,n=!1,o=null){this.rate=t,this.computed=n,this.counts=o}static of(t){return L.check("\
rate",t),new e(v(t),xt(t))}static learnt(t,n){let o=new yt(t,n),r=t?E(n,t):E(0);return new e(r,!1,o)}};function Gt(e){if(L.checkEach("rates",e.map(t=>typeof t=="number"?t:1)),!e.length)throw new O("'r\
ates' must hold at least one rate; got none");return e.map(t=>t instanceof pt?t:t instanceof yt?pt.learnt(t.entered,t.advanced):pt.of(t))}var Wu=1e-290,P=class e{constructor(t,n=0){this.re=t,this.im=n}plus(t){return new e(this.re+t.re,this.im+t.im)}minus(t){return new e(this.re-t.re,this.im-t.im)}times(t){return new e(this.re*t.re-this.
im*t.im,this.re*t.im+this.im*t.re)}over(t){let{re:n,im:o}=t;if(Math.abs(n)>=Math.abs(o)){if(n===0)throw new D;let i=o/n,a=n+o*i;return new e((this.re+this.im*i)/a,(this.im-this.re*i)/a)}let r=n/o,s=n*
r+o;return new e((this.re*r+this.im)/s,(this.im*r-this.re)/s)}add(t){return new e(this.re+t,this.im)}scaled(t){return new e(this.re*t,this.im*t)}per(t){return new e(this.re/t,this.im/t)}negated(){return new e(
-this.re,-this.im)}get size(){let t=this.re*this.re+this.im*this.im;return t>Wu&&t<1/0?Math.sqrt(t):Math.hypot(this.re,this.im)}},we=new P(1),Qe=new P(0);function In(e){let t=Math.exp(e.re);if(!(t<1/0))
throw new D;return new P(t*Math.cos(e.im),t*Math.sin(e.im))}function ne(e){let[t,n]=[Math.abs(e.re),Math.abs(e.im)],o=e.size;if(o===0)throw new D;let[r,s]=t>n?[t,n]:[n,t],a=o>=.71&&o<=1.73?Math.log1p(
(r-1)*(r+1)+s*s)/2:Math.log(o);return new P(a,Math.atan2(e.im,e.re))}function ds(e){return new P(Math.sinh(e.re)*Math.cos(e.im),Math.cosh(e.re)*Math.sin(e.im))}function gs(e){return new P(Math.cosh(e.
re)*Math.cos(e.im),Math.sinh(e.re)*Math.sin(e.im))}var ws=2**27+1;function Ze(e){if(Number.isInteger(e))return E(e);let[t,n]=[e,0];for(;!Number.isInteger(t);)t*=2,n+=1;return E(BigInt(t),BigInt(1)<<BigInt(n))}function bs(e){let t=A(e);return[t,A(e.sub(
Ze(t)))]}function Sn(e,t,n){let o=ws*e,r=o-(o-e),s=e-r,i=ws*t,a=i-(i-t),c=t-a;return s*c-(n-r*a-s*a-r*c)}function be(e){let t=Number(e);if(Number.isFinite(t))return Math.log(t);let n=BigInt(4*(e.toString(
16).length-256));return Math.log(Number(e>>n))+Math.LN2*Number(n)}function Es(e){let t=BigInt(Math.floor(Math.sqrt(Number(e)))),n=BigInt(1);for(;t*t>e;)t-=n;for(;(t+n)*(t+n)<=e;)t+=n;return t}function Ns(e){
let t=Math.floor(e),n=e-t;return n!==.5?n<.5?t:t+1:t%2===0?t:t+1}function oe(e){return e.n===e.d&&x(e)>b}function Ft(e){if(!Number.isFinite(e))throw new D;return e}function Z(e,t){if(t===0)throw new D;return e/t}function Ms(e){if(e<=0)throw new D;return Math.log(e)}function Ee(e){if(e<=-1)throw new D;return Math.
log1p(e)}function Ht(e){if(e<0)throw new D;return Math.sqrt(e)}var Ts=BigInt(2),vo=[19,17,15,13,11,9,7,5,3].map(e=>1/e),Ro=[3617/122400,1/156,691/360360,1/1188,1/1680,1/1260,1/360,1/12];function Me(e){if(Math.abs(e.re)+Math.abs(e.im)>.2)return ne(e.add(1)).minus(
e);let t=e.over(e.add(2)),n=t.times(t),[o,r]=[vo[0],0];for(let s=1;s<vo.length;s+=1){let i=o*n.re-r*n.im+vo[s];r=o*n.im+r*n.re,o=i}return t.times(n.times(new P(2*o,2*r)).minus(e))}function Ne(e){let t=we.
over(e),n=t.times(t);if(e.re>1e3)return t.times(new P(1/12-n.re/360,-n.im/360));let[o,r]=[Ro[0],0];for(let s=1;s<Ro.length;s+=1){let i=Ro[s]-(o*n.re-r*n.im);r=-(o*n.im+r*n.re),o=i}return t.times(new P(
o,r))}function vn(e){let t=Ne(new P(e));return n=>{let o=n.per(e),r;if(o.size>.2)r=n.add(e-.5).times(ne(o.add(1))).minus(n);else{let s=Me(o);r=s.times(o.add(1)).plus(o.times(o)).scaled(e).minus(s.plus(
o).scaled(.5))}return r.plus(Ne(n.add(e))).minus(t)}}function xo(e,t){if(t>4*e**(2/3)||t>.15*e){let[i,a]=[vn(e),vn(e+t)];return c=>i(c).minus(a(c))}let n=t/e,o=Me(new P(n)).re,[r,s]=[Ne(new P(e)),Ne(new P(
e+t))];return i=>{let a=i.per(e),c=i.add(e),u=Me(a).scaled(t).minus(i.scaled(o)).minus(a.scaled((t-.5)*n).over(a.add(1))).plus(c.add(t-.5).times(Me(new P(t).over(c)))).add(-(e+t-.5)*o),l=Ne(c.add(t)).
minus(Ne(c));return u.plus(l).negated().plus(s).minus(r)}}function _t(e){let[t,n,o]=[0,0,0],r=e;for(;r<4;){let a=1/r;t-=a,n+=a*a,o-=2*a*a*a,r+=1}let s=1/r,i=s*s;return[t+Math.log(r)-s/2-i/12,n+s+i/2+i*
s/6,o-i-i*s-i*i/2]}function yo(e){let t=x(e);return Ts*t>e.d&&t<Ts*e.d?Ee(A(e.sub(1))):be(t)-be(e.d)}var _o=1e-10,Os=10,Xe=.2,ju=Xe/8,Yu=40,Is=1e-17,Vu=.5,Rn=.25,Qu=4,Zu=-745,re=class{constructor(t,n,o,r){this.wins=BigInt(t),this.needed=Number(t),this.rate=n,this.learnt=o,this.logRate=yo(n),this.points=
[],this.step=Xe,this.tilt=0,this.low=!1,this.saddle=0,this.width=1,this.lean=0,this.findSaddle(r),this.lift=Math.max(0,Math.ceil(Os-Math.min(0,this.saddle))-this.needed),this.lifts=o.map(([s])=>Math.max(
0,Math.ceil(Os+Math.max(0,this.saddle))-s)),this.ratios=o.map(([s,i],a)=>xo(s+this.lifts[a],i)),this.scale=this.gathered(),this.chooseBend(r),this.refine(r)}cumulants(t,n){let[o,r,s]=_t(this.needed+n);
if(o-=this.logRate,t!==null){let[i,a,c]=_t(Number(t)+1+n);[o,r,s]=[o-i,r-a,s-c]}for(let[i,a]of this.learnt){let[c,u,l]=_t(i-n),[h,f,m]=_t(i+a-n);[o,r,s]=[o-c+h,r+u-f,s-l+m]}return[o,r,s]}findSaddle(t){
let[n,o]=this.cumulants(t,0);this.low=n>0;let r=Ht(n*n+4*o),s=this.learnt.reduce((f,[m])=>Math.min(f,m),1/0),[i,a]=this.low?[-this.needed,0]:[0,s],c=Z(-n+(this.low?-r:r),2*o);i<c&&c<a||(c=.9*(i+a));let[
u,l]=[1,0];for(let f=0;f<60;f+=1){let m=this.cumulants(t,c),p=m[0]-Z(1,c);u=m[1]+Z(1,c*c),l=m[2]-Z(2,c*c*c);let d=c-Z(p,u);if(Math.abs(d-c)*Ht(u)<.01||(d<=i?d=(c+i)/2:d>=a&&(d=(c+a)/2),!(i<d&&d<a)))break;
c=d}this.saddle=c,this.width=Z(1,Ht(u));let h=-l*this.width/(3*u);this.lean=Math.sign(h)*Math.min(Math.abs(h),Vu)}gathered(){return this.learnt.reduce((t,[n,o],r)=>{let s=BigInt(n)+BigInt(this.lifts[r]);
return te(t,E(s+BigInt(o),s))},E(this.wins+BigInt(this.lift)).div(this.rate))}fixed(t){let n=t.negated(),o=this.ratios.reduce((s,i)=>s.plus(i(n)),Qe),r=we;return this.learnt.forEach(([s,i],a)=>{for(let c=0;c<
this.lifts[a];c+=1){let u=n.per(s+c+i).add(1);r=r.times(u.over(n.per(s+c).add(1)))}}),o.plus(ne(r))}point(t){let n=new P(t,this.tilt),{re:o,im:r}=ds(n),s=new P(this.saddle+this.width*(Math.sin(this.tilt)-
r),this.width*o),i=gs(n).scaled(this.width/Math.PI);return{s,fixed:this.fixed(s),weight:t===0?i.scaled(.5):i}}chooseBend(t){let[n,o]=[1/0,this.lean];for(let r of[this.lean,Rn,-Rn,2*Rn,-2*Rn]){this.tilt=
r;let[s,i]=this.reach(t),a=i*s.length**2;if((!this.points.length||a<n)&&([n,o,this.points]=[a,r,s]),s.length*Xe<Qu)break}this.tilt=o}reach(t){let n=this.integrand(t),o=[],[r,s]=[0,1/0];for(;o.length*Xe<=
Yu;){let i=this.point(o.length*Xe);o.push(i);let{size:a}=n(i);if([r,s]=[Math.max(r,a),Math.min(s,a)],s<=Is*r)return[o,1];if(a>1e3*s)break}return[o,s/r/Is]}refine(t){let n=this.sum(t);for(;this.step>ju;){
let o=this.points.length;this.step/=2;for(let s=0;s<o;s+=1)this.points.push(this.point((2*s+1)*this.step));let r=this.sum(t);if(Math.abs(r-n)<=_o*Math.abs(r))return;n=r}}get play(){return 1/this.points.
reduce((t,{s:n})=>Math.max(t,n.size),0)}sum(t){let n=this.integrand(t);return this.points.reduce((o,r)=>o+n(r).re,0)*this.step}integrand(t){let{needed:n,wins:o,lift:r}=this,s=n+r,i=t===null?-_:BigInt(
t)-o,a=Number(i+_),c=o+i+_+BigInt(r),u=yo(a?te(this.scale,E(_,c)):this.scale),l=a?xo(s,a):vn(s);return({s:h,fixed:f,weight:m})=>{let p=f.plus(h.scaled(u)).plus(l(h));if(p.re<Zu)return Qe;let d=m.times(
In(p)).over(h);for(let M=0;M<r;M+=1)d=d.over(h.per(n+M).add(1)),a&&(d=d.times(h.per(n+M+a).add(1)));return d}}tails(t){let n=Math.min(Math.abs(this.sum(t)),1);return this.low?[1-n,n]:[n,1-n]}};var xs=BigInt(2),Xu=1e-17,zu=.35,Ku=5,Ss=300,Ju=200,tl=-745,Ao=BigInt(256);function se(e,t){let n=t.filter(([,c])=>oe(c)),o=t.filter(([c,u])=>!oe(u)&&c),r=e-n.reduce((c,[u])=>c+u,0),s=o.reduce((c,[u])=>c+
u,0);if(r<=0)return[0,1];if(r>s)return[1,0];if(r===s){let c=o.reduce((u,[l,h])=>u+l*vs(h),0);return[-Math.expm1(c),Math.exp(c)]}if(r===1){let c=o.reduce((u,[l,h])=>u+l*vs(Bo(h)),0);return[Math.exp(c),
-Math.expm1(c)]}let i=el(o,r),a=ol(o.map(nl),i);return i>-.5?[a,1-a]:[1-a,a]}function el(e,t){let n=e.reduce((o,[r,s])=>o+(s.n*BigInt(r)<<Ao)/s.d,b);return X(n-(BigInt(t)<<Ao),BigInt(1)<<Ao)}function Bo(e){
return E(e.d-x(e),e.d)}function nl([e,t]){return xs*t.n<=t.d?{records:e,p:A(t),sign:1}:{records:e,p:A(Bo(t)),sign:-1}}function vs(e){return xs*e.n>e.d?Ee(-A(Bo(e))):Ms(A(e))}function ol(e,t){let[n,o]=rl(
e,t),r=Math.max(4,Math.ceil(Ft(Math.PI/(zu*o)))),s=Math.PI/r,i=[Lo(e,t,new P(n,0)).scaled(.5)],a=Xu*i[0].size;for(;i.length<=r&&i[i.length-1].size>a;)i.push(Lo(e,t,new P(n,i.length*s)));let c=i.reduce(
(h,{re:f})=>h+f,0);i.length>r&&(c-=i[i.length-1].re/2);let u=Math.min(i.length,r),l=c*s;for(let h=0;h<Ku;h+=1){let f=0;for(let p=0;p<u;p+=1)f+=Lo(e,t,new P(n,(p+.5)*s)).re;c+=f,u*=2,s/=2;let m=Math.abs(
c*s-l)<=_o*Math.abs(l);if(l=c*s,m)break}return Math.min(Math.abs(l)/Math.PI,1)}function Lo(e,t,n){let o=n.scaled(t);for(let{records:r,p:s,sign:i}of e){let a=i>0?n:n.negated(),[c,u]=Rs(a),l=c.scaled(s),
h=l.size<1?Me(l).plus(u.scaled(s)):ne(l.add(1)).minus(a.scaled(s));o=o.plus(h.scaled(r))}return o.re>tl?In(o).over(Rs(n.negated())[0].negated()):Qe}function rl(e,t){let n=e.reduce((u,{records:l,p:h})=>u+
l*h*(1-h),0),o=t>-.5,r=Ht(t*t+4*n),s=Z(-t+(o?-r:r),2*n),[i,a]=o?[-Ss,0]:[0,Ss];s=Math.max(-3,Math.min(3,s));let c=0;for(let u=0;u<Ju;u+=1){let l=t;c=0;for(let{records:m,p,sign:d}of e){let M=Math.expm1(
d*s),y=p*(M+1)/(1+p*M);l+=d*m*p*(1-p)*M/(1+p*M),c+=m*y*(1-y)}let h=Math.expm1(s);if(l-=Z(1,h),c+=Z(h+1,h*h),l>0?a=s:i=s,Math.abs(l)<.01*Ht(c))break;let f=s-Math.max(-2,Math.min(2,Z(l,c)));i<f&&f<a||(f=
(i+a)/2),s=f}return[s,Z(1,Ht(c))]}function Rs(e){let t=Math.sin(e.im/2),n=Math.exp(e.re),o=new P(Math.expm1(e.re)*Math.cos(e.im)-2*t*t,n*Math.sin(e.im));if(e.size>.3)return[o,o.minus(e)];let r=we;for(let s=13;s>
2;s-=1)r=r.times(e).per(s).add(1);return[o,e.times(e).scaled(.5).times(r)]}var ys=[[2509.0809287301227,33430.57558358813,67265.7709270087,45921.95393154987,13731.69376550946,1971.5909503065513,133.14166789178438,3.3871328727963665],[5226.495278852854,28729.085735721943,39307.89580009271,
21213.794301586597,5394.196021424751,687.1870074920579,42.31333070160091,1]],sl=[[.0007745450142783414,.022723844989269184,.2417807251774506,1.2704582524523684,3.6478483247632045,5.769497221460691,4.630337846156546,
1.4234371107496835],[10507500716444169e-25,.0005475938084995345,.015198666563616457,.14810397642748008,.6897673349851,1.6763848301838038,2.053191626637759,1]],il=[[20103343992922881e-23,27115555687434876e-21,
.0012426609473880784,.026532189526576124,.29656057182850487,1.7848265399172913,5.463784911164114,6.657904643501103],[20442631033899397e-31,1421511758316446e-22,18463183175100548e-21,.0007868691311456133,
.014875361290850615,.1369298809227358,.599832206555888,1]];function bt(e){if(!(e>0&&e<1))throw new D;let t=e-.5;if(Math.abs(t)<=.425){let a=.180625-t*t;return xn(ys[0],a)*t/xn(ys[1],a)}let n=Math.sqrt(
-Math.log(t<=0?e:1-e)),[[o,r],s]=n<=5?[sl,n-1.6]:[il,n-5],i=xn(o,s)/xn(r,s);return t<0?-i:i}function xn(e,t){return e.reduce((n,o)=>n*t+o,0)}var _s=-750;function Ls(e,t){return Bs(BigInt(e)+_,t)[0]}function yn(e,t){return Bs(BigInt(e),t)[1]}function Bs(e,t){if(!(Number.isFinite(t)&&t>=0))throw new w(`'mean' must be a number from 0 up; got ${ot(
t,15)}`);return e<=b?[0,1]:t===0?[1,0]:e===_?[Math.exp(-t),-Math.expm1(-t)]:e>t&&As(Number(e),t)<_s?[1,0]:e-_<t&&As(Number(e-_),t)<_s?[0,1]:new re(e,Ze(t),[],null).tails(null)}function As(e,t){if(t>e*
1e6)return e-t+e*(Math.log(t)-Math.log(e));let n=(t-e)/e;return n>-1?-e*(n-Math.log1p(n)):-1/0}function _n(e,t,n,o){return e<=0?[0,1]:e>t?[1,0]:o.length?new re(e,n,o,t).tails(t):se(Number(e),[[Number(
t),n]])}function $o(e,t,n){let o=new yt(e,t);H.check("confidence",n);let[r,s]=[o.entered,o.advanced];if(r===0)throw new k("nobody entered, so there is no rate: 'entered' must be a whole number from 1 up; got \
0");let i=-bt((1-n)/2),a=i*Math.sqrt(s*(r-s)/r+i*i/4),c=s+i*i/2+a,u=Math.min(s*s/r/c,s/r),l=Math.min(Math.max(c/(r+i*i),s/r),1);return{low:u,high:l,confidence:n}}function $s(e){return Us(e).map(t=>t.advanced/
t.entered)}function Cs(e,t){return Us(e).map(n=>({rate:n.advanced/n.entered,interval:$o(n.entered,n.advanced,t),counts:n}))}function Te(e,t=null){if(t!==null&&e.length!==t)throw new O(`'volumes' must \
hold one number per stage, ${t} for ${t-1} rates, the last being those already won; got ${e.length}: write 0 where a stage is empty`);return S.checkEach("volumes",e),[...e]}function Us(e){let t=Te(e);
if(t.length<2)throw new O(`'volumes' must hold at least two stages; got ${t.length}`);let n=t.slice(1).map((s,i)=>[t[i],s]),o=[],r=new Set;if(n.forEach(([s,i],a)=>{s===0&&(o.push(new G("volumes",a,"is\
 0")),r.add(k)),i>s&&(o.push(new G("volumes",a+1,`is ${i}, after ${s}`)),r.add(w))}),o.length){let[s]=r,i=[...r].map(a=>a===k?"a rate needs records that entered its stage: 'volumes' must be from 1 up \
but for the last":"'volumes' must not grow down the funnel, no more can advance than entered");throw new s(i.join(" and "),o,"count the same records in each stage, over a longer time")}return n.map(([
s,i])=>new yt(s,i))}var al=4e-16,Co=1e-15,cl=300,Wt=class{constructor(t,n,o,r){this.kind=t,this.curve=n,this.low=o,this.high=r,this.slope=r>o?(n.result(r)-n.result(o))/(r-o):0,this.logSlope=this.slope>0?Math.log(this.slope):
-1/0}},An=class{constructor(t,n){this.curves=t,this.budget=n,this.logBudget=Math.log(n);let o=new Set(t.filter(r=>r.isS).map(r=>r.logSteepest));this.jumps=[...o].sort((r,s)=>r-s),this.near=t.map(()=>NaN),
this.work=0}balance(t,n){let{rising:o}=t;if(this.curves.reduce((h,{turn:f},m)=>h+t.least[m]*f,0)+(o?o.low:0)>this.budget||!t.most.some(Boolean)&&(!o||o.high<this.budget))return null;let[s,i,a,c]=[-1/0,
1/0,0,0],[u,l]=[n,1];for(let h=0;h<cl;h+=1){let[f,m,p]=this.spent(t,u);if(f<=this.budget&&this.budget<=m||Math.abs(f-this.budget)<=al*this.budget||(f>this.budget?[s,a]=[u,f]:[i,c]=[u,m],-1/0<s&&i-s<=Co*
Math.max(1,Math.abs(s))))break;let d=NaN;if(p<0&&0<m&&m<1/0&&(d=u-(Math.log(m)-this.logBudget)*(m/p)),s===-1/0||i===1/0){let M=i===1/0?1:-1;u=Math.abs(d-u)<8*l?d+M*.001*l:u+M*l,l*=2}else o&&s<o.logSlope&&
o.logSlope<i?u=o.logSlope:u=this.between([s,a],[i,c],d,h)}return this.laid(t,u)}between([t,n],[o,r],s,i){let a=Uo(this.jumps,l=>l>t),c=Uo(this.jumps,l=>!(l<o));if(a>=c)return t<s&&s<o?s:(t+o)/2;let u=Math.
floor((a+c)/2);if(i%3&&r>0&&n<1/0){let[l,h]=[Math.log(n),Math.log(r)],f=(l-this.logBudget)/(l===h?1:l-h),m=t+f*(o-t),p=Uo(this.jumps,d=>!(d<m),a,c);u=Math.min(Math.max(p,a),c-1)}return this.jumps[u]}spent(t,n){
let{curves:o,near:r}=this;this.work+=Math.floor(o.length/8)+1;let[s,i,a]=[0,0,0];for(let u=0;u<o.length;u+=1){let l=o[u],h=t.most[u];if(n>=l.logSteepest){let f=h;h=t.least[u],n===l.logSteepest&&f>h&&l.
isS&&(i+=(f-h)*l.touch)}if(h){let[f,m,p]=l.spendAt(n,r[u]);r[u]=p,this.work+=1,s+=h*f,a+=h*m}}let{rising:c}=t;return c&&(n===c.logSlope&&(i+=c.high-c.low),s+=n<c.logSlope?c.high:c.low),[s,s+i,a]}laid(t,n){
let[o,r]=[this.budget,0],s=this.curves.map((d,M)=>{let y=(n<d.logSteepest?t.most:t.least)[M];if(y){let[ft]=d.spendAt(n,this.near[M]);o-=y*ft,r+=y*d.result(ft)}return y}),i=t.rising,a=0;i&&(a=n<i.logSlope?
i.high:i.low,o-=a);let[c,u,l]=this.shared(t,n,s,o);o=l,r+=u;let h=Math.exp(Math.min(n,700)),[f,m]=[0,0];if(c&&(f=Math.max(c[1]*h-this.curves[c[0]].result(c[1]),0)),i){if(n===i.logSlope){let y=Math.min(
Math.max(o,0),i.high-i.low);a=i.low+y,o-=y}let d=i.curve.result(a);r+=d;let M=i.curve.result(i.low)+(a-i.low)*i.slope;m=Math.max(M-d,0)}let p=r+f+m+o*h;return{logPrice:n,counts:s,part:c,rising:a,bound:p,
value:r,gapOfPart:f,gapOfRising:m}}shared(t,n,o,r){let s=0;for(let i=0;i<this.curves.length;i+=1){let a=this.curves[i],c=t.most[i]-o[i];if(c<=0||r<=Co*this.budget||n!==a.logSteepest)continue;let u=Math.
min(c,Math.floor(Ft(r/a.touch)));if(o[i]+=u,s+=u*a.result(a.touch),r-=u*a.touch,u<c&&r>Co*this.budget)return[[i,r],s+a.result(r),0]}return[null,s,r]}};function Uo(e,t,n=0,o=e.length){let[r,s]=[n,o];for(;r<
s;){let i=Math.floor((r+s)/2);t(e[i])?s=i:r=i+1}return r}var Ln=class{constructor(){this.heap=[],this.number=0}get size(){return this.heap.length}push(t,n){let{heap:o}=this,r={rank:t,number:this.number,item:n};this.number+=1;let s=o.length;for(;s>0;){let i=s-
1>>1;if(!ko(r,o[i]))break;o[s]=o[i],s=i}o[s]=r}pop(){let{heap:t}=this,[n]=t,o=t.pop();if(!t.length)return n.item;let r=0;for(;;){let s=2*r+1;if(s>=t.length||(s+1<t.length&&ko(t[s+1],t[s])&&(s+=1),!ko(
t[s],o)))break;t[r]=t[s],r=s}return t[r]=o,n.item}};function ko(e,t){return e.rank===t.rank?e.number<t.number:e.rank<t.rank}function ut(e){let t=[],n=0,o=0;for(let r=0;r<e.length;r+=1){let s=e[r];Number.isFinite(s)?n=ul(t,n,s):o+=s}return o===0?ll(t,n):o}function ul(e,t,n){let o=0,r=n;for(let s=0;s<t;s+=1){let i=e[s],a=r+i,
c=Math.abs(r)<Math.abs(i)?r-(a-i):i-(a-r);c!==0&&(e[o]=c,o+=1),r=a}if(!Number.isFinite(r))throw new D;return e[o]=r,o+1}function ll(e,t){let n=t-1;if(n<0)return 0;let o=e[n],r=0;for(;n>0;){n-=1;let s=o,
i=e[n];if(o=s+i,r=i-(o-s),r!==0)break}if(n>0&&r!==0&&r<0==e[n-1]<0){let s=r*2,i=o+s;s===i-o&&(o=i)}return o}function jt(e,t){let n=0;for(let o=0;o<e.length;o+=1)n+=e[o]*t[o];return n}var hl=1e-15,fl=1e-14,ks=1e-6,Fs=60,ml=[1e-9,1e-8,1e-7,1e-6,1e-5,1e-4,.001,.01,.1],$n=1e-11,Po=1e3,Bn=class{constructor(t,n,o){this.curves=t,this.budget=n,this.hulls=o}settled(t,n){var i,a;let o=[...n.
counts],r=null;if(t.rising&&n.rising>0&&(r=[t.rising.kind,n.rising]),n.part){let[c,u]=n.part;u>=this.curves[c].turn?o[c]+=1:r||(r=n.part)}let{logPrice:s}=n;return r&&!o.some(Boolean)?{each:o.map(()=>0),
counts:o,odd:[r[0],this.budget]}:(r?[s,r]=this.equalReturns(o,r,s):(n.part||t.rising)&&(s=(a=(i=this.hulls.balance(Fo(o),s))==null?void 0:i.logPrice)!=null?a:s),this.spends(o,r,s))}spends(t,n,o){let r=this.
curves.map((c,u)=>t[u]?c.spendAt(o,this.hulls.near[u]):[0,0]),s=r.map(([c])=>c),i=this.budget-ut(s.map((c,u)=>t[u]*c))-(n?n[1]:0),a=r.reduce((c,[,u],l)=>c+t[l]*u,0);return!n&&a<0&&Math.abs(i)<ks*this.
budget?s=r.map(([c,u])=>Math.max(c+i/a*u,0)):!n&&(!s.some(Boolean)||i<=-ks*this.budget)&&i>-1/0&&(s=this.toTheSteepest(t,s)),{each:s,counts:t,odd:n}}toTheSteepest(t,n){let o=t.map((c,u)=>u).filter(c=>t[c]),
r=o.some(c=>this.curves[c].isS&&n[c]>0);if(!o.length||r)return n;let s=o.map(c=>this.curves[c].logReturn(this.budget)),i=s.reduce((c,u)=>Math.max(c,u)),a=o[s.findIndex(c=>c>=i-$n)];return n.map((c,u)=>u===
a?this.budget/t[a]:0)}equalReturns(t,[n,o],r){let s=this.curves[n],i=Fo(t),a=s.logReturn(o);for(let h=0;h<Fs;h+=1){let[f,,m]=this.hulls.spent(i,a),[p,d]=s.risingSpendAt(a);if(m+d===0)break;let M=(f+p-
this.budget)/(m+d);if(a-=M,Math.abs(M)<=hl*Math.max(1,Math.abs(a))){let[y]=s.risingSpendAt(a);if(.5*o<y&&y<2*o)return[a,[n,y]];break}}let c=this.betweenReturns(t,n,o,r);a=s.logReturn(c);let[u]=this.hulls.
spent(i,a);if(Math.abs(u+c-this.budget)<=fl*this.budget)return[a,[n,c]];let l=this.hulls.balance(this.held(t,n,c),r);return[l?l.logPrice:r,[n,c]]}betweenReturns(t,n,o,r){let s=this.curves[n],i=a=>{let c=this.
hulls.balance(this.held(t,n,a),r);return c?s.logReturn(a)-c.logPrice:-1/0};for(let a of this.curves.length<=Po?ml:[]){let[c,u]=[o*(1-a),Math.min(o*(1+a),s.turn)];if(i(c)>0&&0>i(u)){for(let l=0;l<Fs;l+=
1){let h=(c+u)/2;i(h)>0?c=h:u=h}return c}}return o}held(t,n,o){return{...Fo(t),rising:new Wt(n,this.curves[n],o,o)}}};function Fo(e){return{least:e,most:e,rising:null}}var pl=4e-16,dl=1e6;function qs(e,t){let n=new qo(e,t),[o,r]=n.run();return new Bn(n.curves,t,n.hulls).settled(o,r)}var qo=class{constructor(t,n){this.kinds=t,this.budget=n,this.curves=t.map(o=>o.curve),
this.hulls=new An(this.curves,n),this.below=gl(this.curves)}run(){let t={least:this.kinds.map(({curve:s,count:i})=>s.isS?0:i),most:this.kinds.map(({count:s})=>s),rising:null},n=this.hulls.balance(t,this.
firstGuess()),o=[t,n],r=new Ln;for(r.push(-n.bound,o);r.size&&this.hulls.work<dl;){let[s,i]=r.pop();if(i.bound<=o[1].value*(1+$n))break;for(let a of this.children(s,i)){let c=this.hulls.balance(a,i.logPrice);
c&&(c.value>o[1].value*(1+pl)&&(o=[a,c]),c.bound>o[1].value*(1+$n)&&r.push(-c.bound,[a,c]))}}return o}children(t,n){let{rising:o}=t;if(o&&n.gapOfRising>=n.gapOfPart){let{kind:l,curve:h,low:f,high:m}=o,
p=m-f,d=Math.min(Math.max(n.rising,f+p/10),m-p/10);return f<d&&d<m?[{...t,rising:new Wt(l,h,f,d)},{...t,rising:new Wt(l,h,d,m)}]:[]}if(!n.part)return[];let[r]=n.part,s=n.counts[r],i={...t,least:Ps(t.least,
r,s+1)},a={...t,most:Ps(t.most,r,s)},c=[i],u=s?a:this.without(a,r);if(u&&c.push(u),!o&&t.most[r]===this.kinds[r].count){let l=this.curves[r],h=new Wt(r,l,0,Math.min(l.turn,this.budget));c.push({...a,rising:h})}
return c}without(t,n){var i;let o=(i=this.below.get(n))!=null?i:[],r=t.rising;if(o.some(a=>t.least[a]||r&&r.kind===a))return null;let s=[...t.most];for(let a of o)s[a]=0;return{...t,most:s}}firstGuess(){
let t=this.kinds.reduce((n,{count:o})=>n+o,0);return this.curves[0].logReturn(this.budget/t)}};function gl(e){let t=new Map;e.forEach((o,r)=>{if(!o.isS)return;let s=t.get(o.shape);s?s.push(r):t.set(o.
shape,[r])});let n=new Map;for(let o of t.values())if(!(o.length>Po))for(let r of o){let{ceiling:s,half:i}=e[r],a=o.filter(c=>c!==r&&e[c].ceiling<=s&&e[c].half>=i);n.set(r,a)}return n}function Ps(e,t,n){
return[...e.slice(0,t),n,...e.slice(t+1)]}function ze(e){if(e===0)return 0;let t=Math.floor(Math.log2(e))+1;for(;Yt(e,-t)>=1;)t+=1;for(;Yt(e,-t)<.5;)t-=1;return t}function Yt(e,t){let n=Math.trunc(t/2);return e*2**n*2**(t-n)}function At(e){if(e>=
0)return 1/(1+Math.exp(-e));let t=Math.exp(e);return t/(1+t)}var Ho=709,Ds=100,Do=1e-8,Un=class{constructor(t,n,o){this.ceiling=t,this.half=n,this.shape=o;let[r,s]=[Math.log(n),o],i=Math.log(t)-r;if(this.logHalf=r,this.logScale=i+Math.log(s),this.turn=this.touch=
0,this.logSteepest=this.logTurn=s===1?i:1/0,s>1){let a=Math.log((s-1)/(s+1));this.turn=Cn(r+a/s),this.touch=Cn(r+Math.log(s-1)/s),this.logSteepest=i+Math.log(s-1)*(s-1)/s-Math.log(s),this.logTurn=this.
logScale+(s-1)*a/s-2*Go(a)}}get isS(){return this.shape>1}result(t){if(t<=0)return 0;let n=this.shape*(Math.log(t)-this.logHalf);return this.ceiling*(n>-Ho?1/(1+Math.exp(-n)):0)}logReturn(t){let n=Math.
log(Math.max(t,Number.MIN_VALUE))-this.logHalf;return this.logScale+(this.shape-1)*n-2*Go(this.shape*n)}spendAt(t,n=NaN){let o=t-this.logScale,r=this.shape;if(r===1){let c=Math.expm1(Math.min(-o/2,Ho));
return c>0?[this.half*c,-this.half*(c+1)/2,n]:[0,0,NaN]}if(t>=this.logTurn)return[this.turn,0,NaN];let s=n;(Number.isNaN(s)||r>1&&r*s<=Math.log((r-1)/(r+1)))&&(s=-o/(r+1),r<1&&(s=Math.min(s,-o/(1-r))));
let i=-1;for(let c=0;c<Ds;c+=1){let u=r*s,l=Math.exp(-Math.abs(u));if(i=r-1-2*r*((u>=0?1:l)/(1+l)),i>=0)return[this.turn,0,NaN];let h=((r-1)*s-2*(Math.max(u,0)+Math.log1p(l))-o)/i;if(s-=h,Math.abs(h)*
Math.max(r,1)<=Do*Math.max(1,Math.abs(s)*Do))break}let a=Cn(this.logHalf+s);return[Math.max(a,this.turn),a/i,s]}risingSpendAt(t){let n=t-this.logScale,o=this.shape,r=n/(o-1),s=1;for(let a=0;a<Ds;a+=1){
let c=o*r;if(s=o-1-2*o*At(c),s<=0)return[this.turn,0];let u=((o-1)*r-2*Go(c)-n)/s;if(r-=u,Math.abs(u)*o<=Do)break}let i=Cn(this.logHalf+r);return[Math.min(i,this.turn),i/s]}};function Cn(e){return e<Ho?
Math.exp(e):1/0}function Go(e){return e>0?e+Math.log1p(Math.exp(-e)):Math.log1p(Math.exp(e))}function Gs(e,t,n,o=1){F.check("budget",e);let r=bl(t,n,o),s=r.map(()=>0);if(e===0)return s;let i=new Map;if(r.forEach((l,h)=>{if(l[0]<=0)return;let f=String(l),m=i.get(f);m?m.push(h):i.set(f,[h])}),!i.
size)throw new w("'ceiling' must be above 0 for one channel at least, or a budget brings nothing; all are 0: write what each channel could bring at most");let a=[...i.values()],c=a.map(l=>({curve:new Un(
...r[l[0]]),count:l.length})),u=qs(c,e);if(a.forEach((l,h)=>{for(let f of l.slice(0,u.counts[h]))s[f]=u.each[h];u.odd&&u.odd[0]===h&&(s[l[u.counts[h]]]=u.odd[1])}),!s.every(Number.isFinite))throw new w(
`a 'budget' of ${T(e)} and these curves lead to spends above 1.8e+308, the largest number that a cell can hold: check them`);return El(s,e)}function Hs(e,t,n,o=1){if(Rt.check("result",e),W.check("ceil\
ing",t),$.check("half",n),kt.check("shape",o),e===0)return 0;if(e>=t)throw new w(`no spend buys a 'result' of ${T(e)}: it must stay below the ceiling, ${T(t)}, which is the most that this channel can \
bring; lower the result or add another channel`);let r=v(t).sub(v(e)),s=o===1?A(v(n).mul(v(e)).div(r)):wl(A(v(e).div(r)),1/o)*n;if(s===1/0)throw new w(`a 'result' of ${T(e)} of at most ${T(t)} takes a\
 spend above 1.8e+308, the largest number that a cell can hold: lower the result, or check 'shape'`);return s}function wl(e,t){return e===1?1:e**t}function bl(e,t,n){W.checkEach("ceiling",e),$.checkEach(
"half",t);let o=typeof n=="number"?e.map(()=>n):n;if(typeof n=="number"?kt.check("shape",n):kt.checkEach("shape",n),!e.length)throw new O("'ceiling' must hold a number for each channel; got none");if(e.
length!==t.length||t.length!==o.length)throw new O(`'ceiling', 'half' and 'shape' must be equally long; got ${e.length}, ${t.length} and ${o.length} numbers`);return e.map((r,s)=>[r,t[s],o[s]])}function El(e,t){
let n=0;e.forEach((o,r)=>{o>e[n]&&(n=r)});for(let o=0;o<2;o+=1)e[n]+=t-ut(e);return e}function Ws(e,t,n){let[o,r]=n,[s,i]=t,[a,c]=n,[u,l]=[o,.5];for(let h=0;h<200;h+=1){let f=o+l*(s-o),m=e(f);m>0==r>0?[a,c]=[o,r]:[a,c,s,i]=[s,i,o,r],[o,r]=[f,m],u=Math.abs(r)<Math.abs(i)?o:s;let p=s===o?
1:2*4e-16*Math.max(1,Math.abs(u))/Math.abs(s-o);if(p>.5||m===0)return u;let[d,M]=[(o-s)/(a-s),(r-i)/(c-i)];l=.5,M*M<d&&(1-M)*(1-M)<1-d&&(l=r/(i-r)*c/(i-c)+(a-o)/(s-o)*r/(c-r)*(i/(c-i))),l=Math.min(Math.
max(l,p),1-p)}return u}var Lt=16,Wo=13,Oe=class{constructor(t){var r,s;let n=new Map;for(let i of t)n.set(i,((r=n.get(i))!=null?r:0)+1);this.heads=Array.from({length:Lt},()=>0),this.headTotal=0;let o=new Map;for(let[i,a]of n)
if(i>Lt){let c=jo(i-Lt),u=(s=o.get(c))!=null?s:new Map;o.set(c,u.set(i-Lt,a))}else{this.headTotal+=i*a;for(let c=0;c<i;c+=1)this.heads[c]+=a}this.octaves=[...o].sort(([i],[a])=>i-a).map(([i,a])=>Nl(i,
a))}totalUpTo(t){let n=BigInt(this.headTotal);for(let o of this.octaves)o.octave<=t&&(n+=o.total);return n}sums(t,n){let[o,r]=[0,0];for(let{octave:l,number:h}of this.octaves)l<=n?o+=h:r+=h;let[s,i,a]=[
0,0,0];this.heads.forEach((l,h)=>{let f=Z(1,t+h);s+=(l+o+r)*f,i+=(l+o+r)*f*f,a+=((l+o)*h-r*t)*f});let c=t+Lt,u=kn(c);for(let{octave:l,points:h}of this.octaves)for(let[f,m]of h){let p=c+f,d=f/c,M=.5*f/
(c*p)+u-kn(p),y=Math.log1p(d),ft=y+M;if(s+=m*ft,i+=m*(f/(c*p)*(1+.5*(c+p)/(c*p))+(1/c**3-1/p**3)/6),l>n)a-=m*t*ft;else{let le=d>.2?d-y:Ml(d);a+=m*(c*(le-M)+Lt*ft)}}return{inverse:s,square:i,excess:a}}};
function Ke(e,t){let[n,o]=[e,0];e<Lt&&(n=e+Lt,o=ut(Array.from({length:Lt},(i,a)=>Z(t,(e+a)*(e+t+a)))));let r=n+t,s=.5*t/(n*r)+kn(n)-kn(r);return o+Math.log1p(t/n)+s}function jo(e){return e<2**32?32-Math.
clz32(e):64-Math.clz32(e/2**32)}function Nl(e,t){let[n,o]=[0,b];for(let[u,l]of t)n+=l,o+=BigInt(u+Lt)*BigInt(l);if(t.size<=Wo){let u=[...t].sort(([l],[h])=>l-h);return{octave:e,points:u,number:n,total:o}}
let r=Array.from({length:Wo},(u,l)=>Math.PI*(l+.5)/Wo),s=r.map(u=>e-.5+.5*Math.cos(u)),i=r.map((u,l)=>(l%2?-1:1)*Math.sin(u)),a=s.map(()=>0);for(let[u,l]of t){let h=Math.log2(u),f=s.indexOf(h);if(f>=0){
a[f]+=l;continue}let m=i.map((d,M)=>d/(h-s[M])),p=l/m.reduce((d,M)=>d+M,0);m.forEach((d,M)=>{a[M]+=p*d})}let c=s.map((u,l)=>[2**u,a[l]]);return{octave:e,points:c,number:n,total:o}}function kn(e){let t=1/
(e*e);return t*(1/12-t*(1/120-t*(1/252-t*(1/240-t*(1/132)))))}function Ml(e){let t=e/(2+e),n=t*t,o=1/9+n*(1/11+n*(1/13+n*(1/15+n/17))),r=1/3+n*(1/5+n*(1/7+n*o));return t*(e-2*n*r)}var Tl=1e-6,Ol=1e6,Il=200,Sl=4e-16,vl=1e-9,Rl=1e-9,xl=.01,yl=64,_l=10**6,Al=2,Ll=[[.04691007703066802,.11846344252809454],[.23076534494715845,.23931433524968324],[.5,.28444444444444444],[.7692346550528415,
.23931433524968324],[.953089922969332,.11846344252809454]],Fn=class{constructor(t){this.counts=t,this.wins=new Oe(t.map(([,r])=>r)),this.losses=new Oe(t.map(([r,s])=>r-s)),this.records=new Oe(t.map(([
r])=>r)),this.allWins=Vt(t.map(([,r])=>r)),this.allLosses=Vt(t.map(([r,s])=>r-s));let[n,o]=[Number(this.allWins),Number(this.allLosses)];this.logit=Math.log(n)-Math.log(o),this.mirrored=this.allWins>this.
allLosses,this.pairs=$l(t.map(([r,s])=>this.mirrored?[r-s,s]:[s,r-s])),this.rare=Math.min(n,o)<xl*(n+o)&&this.pairs.length<=yl&&this.pairs.every(([r])=>r<=_l)}best(){let t=this.counts.reduce((m,[p])=>Math.
max(m,p),0),n=Math.log(Tl/t),o=Math.log(Ol*this.counts.length),r=Math.trunc((o-n)/Math.log(2))+2,s=Array.from({length:r},(m,p)=>n+p*Math.log(2)),i=this.risesFromNothing(),a=s.map(m=>this.slope(m));i&&
a[0]<0&&this.lookFainter(s,a);let c=[];for(let m=1;m<s.length;m+=1)if(a[m-1]>0&&0>=a[m]){let p=d=>this.slope(d);c.push(Ws(p,[s[m-1],a[m-1]],[s[m],a[m]]))}if(!c.length)return null;let[u,l]=i?[c[0],c[0]]:
[-1/0,s[0]],[h,f]=[0,0];for(let m of i?c.slice(1):c)h+=this.climb(l,m),l=m,h>f+Rl&&([u,f]=[m,h]);return u===-1/0?null:[At(this.bestLogit(u)),Math.exp(-u)]}slope(t){let n=this.bestLogit(t),o=Math.exp(-t);
if(this.rare)return this.rareSlope(o,this.mirrored?-n:n);let r=Bl(o);return ut([this.wins.sums(o*At(n),r).excess,this.losses.sums(o*At(-n),r).excess,-this.records.sums(o,r).excess,Number(this.records.
totalUpTo(r)-this.wins.totalUpTo(r)-this.losses.totalUpTo(r))])}rareSlope(t,n){let[o,r]=[t*At(n),t*At(-n)],s=Ke(r,o);return ut(this.pairs.map(([i,a,c])=>{let u=o*(Ke(t,i+a)-Ke(o,i));return c*(u+r*(Ke(
r+a,o+i)-s))}))}bestLogit(t){let n=Math.exp(-t),[o,r,s]=[-1/0,1/0,this.logit];for(let i=0;i<Il;i+=1){let[a,c]=[At(s),At(-s)],[u,l]=[a*n,c*n],[h,f]=[this.wins.sums(u,0),this.losses.sums(l,0)],m=Math.log(
h.inverse)-Math.log(f.inverse);m>0?o=s:r=s;let p=u*c*h.square/h.inverse+l*a*f.square/f.inverse,d=Z(m,p),M=!(o<s+d&&s+d<r);if(M&&Number.isFinite(o)&&Number.isFinite(r)&&(d=(o+r)/2-s),s+=d,Math.abs(d)<=
(M?Sl:vl)*Math.max(1,Math.abs(s)))break}return this.logit=s,s}risesFromNothing(){let[t,n]=[this.allWins,this.allLosses],o=t+n;return o*n*Vt(this.counts.map(([,s])=>s),Yo)+o*t*Vt(this.counts.map(([s,i])=>s-
i),Yo)>t*n*Vt(this.counts.map(([s])=>s),Yo)}lookFainter(t,n){for(let o=0;o<60&&n[0]<=0;o+=1){let r=t[0]-Math.log(4);n.unshift(this.slope(r)),t.unshift(r)}}climb(t,n){let o=Math.ceil((n-t)/Math.log(2)),
r=(n-t)/Math.max(o,1),s=[];for(let i=0;i<o;i+=1)for(let[a,c]of Ll)s.push(r*c*this.slope(t+r*(i+a)));return ut(s)}};function Bl(e){return jo(Math.max(Math.trunc(Math.min(e,2**60)),1))+Al}function $l(e){
let t=new Map;for(let[n,o]of e){let r=`${n},${o}`,s=t.get(r);s?s[2]+=1:t.set(r,[n,o,1])}return[...t.values()]}function Yo(e){return e*(e-_)}function Vt(e,t=n=>n){return e.reduce((n,o)=>n+t(BigInt(o)),
b)}var Je=class{constructor(t,n){this.mean=t,this.strength=n}rate(t,n){return this.strength===1/0||t===0&&this.strength===0?this.mean:(this.mean*this.strength+n)/(this.strength+t)}};function js(e,t){let n=Cl(
e,t);return e.map((o,r)=>n.rate(o,t[r]))}function Cl(e,t){let n=Ul(e,t),o=Vt(n.map(([a])=>a)),r=Vt(n.map(([,a])=>a));if(o===b)throw new k("nobody entered any channel, so there is no rate: 'entered' mu\
st be from 1 up in one channel at least");let s=new Je(X(r,o),1/0);if(r===b||r===o||n.every(([a])=>a<=1))return s;if(!n.some(([a,c])=>0<c&&c<a)){let a=n.filter(([c,u])=>c&&u===c).length;return new Je(
a/n.filter(([c])=>c).length,0)}let i=new Fn(n).best();return i?new Je(...i):s}function Ul(e,t){if(S.checkEach("entered",e),S.checkEach("advanced",t),e.length!==t.length)throw new O(`'entered' and 'adv\
anced' must be equally long; got ${e.length} and ${t.length} numbers`);let n=[];if(e.forEach((o,r)=>{let s=t[r];s>o&&n.push(new G("advanced",r,`is ${T(s)} of ${T(o)} entered`))}),n.length)throw new w(
"'advanced' must be at most 'entered'",n,"count both of the same records");if(e.length<2)throw new k(`a family takes two channels at least: 'entered' must hold a number for each; got ${e.length}`);return e.
map((o,r)=>[o,t[r]])}function kl(e){let t=e.list("volumes");if(t.values.length<2)throw new O("'volumes' must hold at least two stages; got one number");let n=e.numberOr("confidence",null);return n===null?t.laid($s(t.values)):
Cs(t.values,n).map(({rate:o,interval:r})=>[r.low,o,r.high])}function Fl(e){let t=e.list("entered");return t.laid(js(t.values,e.list("advanced").values))}function Pl(e){let t=e.list("shares").values,n=ps(
e.number("target"),t,e.table("rates").entries);return n[0].map((o,r)=>n.map(s=>s[r]))}function ql(e){var s;let[t,n]=[e.list("ceiling"),e.listOrNone("shape")],o=n&&n.values.length>1?n.values:(s=n==null?
void 0:n.values[0])!=null?s:1,r=e.list("half").values;return t.laid(Gs(e.number("budget"),t.values,r,o))}function Dl(e){let[t,n,o]=["result","ceiling","half"].map(r=>e.number(r));return[[Hs(t,n,o,e.numberOr(
"shape",1))]]}var Ys={FUNNEL_RATES:kl,FUNNEL_SHRINK:Fl,FUNNEL_MIX:Pl,FUNNEL_ALLOCATE:ql,FUNNEL_SPEND_FOR:Dl};var Vs=E(1,10**14);function Pn(e,t){F.check("revenue",e);let n=Qs(t);return Zs(ct(e),n.retained,n.fresh,n.computed)}function qn(e,t,n,o,r){Ot.check("profit",e),F.check("fixed_cost",t),L.check("margin",
n),F.check("cac",o);let s=Qs(r),i=v(n),a=ct(e).add(ct(t)),c=s.computed||xt(n)||xt(o),u=c?Vs:E(0),l=i.mul(s.fresh),h=l.sub(v(o));if(h.compare(u.mul(l))>0)return Zs(a,i.mul(s.retained),h,c);if(a.compare(
i.mul(s.retained).mul(u.add(E(1))))<=0)return 0;throw new w(`no number of new customers reaches this profit: each costs ${T(o)} to win ('cac') and brings a margin of ${T(l)} within the year ('margin' \
× 'value' × 'purchases' × 'share_of_year'): lower the cost, or raise what a customer brings`)}function Qs({value:e,purchases:t,existing:n,retention:o,shareOfYear:r}){let[s,i,a]=[t!=null?t:1,n!=null?
n:0,o!=null?o:1];$.check("value",e),wt.check("purchases",s),S.check("existing",i),B.check("retention",a);let c=r!=null?r:i?.5:1;L.check("share_of_year",c);let u=v(e).mul(v(s));return{retained:E(i).mul(
v(a)).mul(u),fresh:v(c).mul(u),computed:[e,s,a,c].some(xt)}}function Zs(e,t,n,o){let r=e.sub(t);if(x(r)<=b)return 0;let s=r.div(n);if(o){let a=E(kr(s));s.sub(a).abs().mul(n).compare(Vs.mul(t))<=0&&(s=
a)}let i=We(s,o);if(i>z)throw new w(`a cell holds whole numbers up to 2^53; this goal needs ${T(s)} new customers: check the goal and what a customer brings`);return Number(i)}function Xs(e){return{value:e.number("value"),purchases:e.numberOr("purchases",null),existing:e.numberOr("existing",null),retention:e.numberOr("retention",null),shareOfYear:e.numberOr("share_of_year",
null)}}var zs={FUNNEL_CUSTOMERS:e=>[[Pn(e.number("revenue"),Xs(e))]],FUNNEL_CUSTOMERS_FOR_PROFIT:e=>{let[t,n]=[e.number("profit"),e.number("fixed_cost")],[o,r]=[e.number("margin"),e.number("cac")];return[
[qn(t,n,o,r,Xs(e))]]}};var[Gl,Hl]=[2,100],Dn=E(1),Ks=E(2);function ei(e,t,n,o){let[r,s]=[Js("a",e,t),Js("b",n,o)],i=Object.entries({a:r,b:s}).filter(([,h])=>h.entered===0);if(i.length)throw new k(`each arm needs records tha\
t entered it; ${i.map(([h])=>`'entered_${h}'`).join(" and ")} ${i.length===1?"is":"are"} 0: wait until some have entered`);if(r.advanced===0)throw new k("a lift needs a rate of A above 0; 'advanced_a'\
 is 0: wait until some have advanced");let[a,c]=[r,s].map(h=>E(h.advanced,h.entered)),[u,l]=ni(r,s);return{rateA:A(a),rateB:A(c),lift:A(c.div(a).sub(Dn)),bBetter:l,aBetter:u}}function Js(e,t,n){if(S.check(
`entered_${e}`,t),S.check(`advanced_${e}`,n),n>t)throw new w(`'advanced_${e}' must be at most 'entered_${e}', no more can advance than entered; got ${T(n)} of ${T(t)}`);return new yt(t,n)}function ni(e,t){
if(e.entered===t.entered&&e.advanced===t.advanced)return[.5,.5];let[n,o]=[ti(e),ti(t)];if(e.advanced+t.advanced>n.advanced+o.advanced){let[i,a]=ni(n,o);return[a,i]}let[r,s]=[e.advanced,e.entered].map(
i=>BigInt(i)+_);return _n(r,s,Dn,[t.posterior])}function ti({entered:e,advanced:t}){return new yt(e,e-t)}function oi(e,t,n=.05,o=.8){L.check("rate",e),bn.check("lift",t),H.check("alpha",n),H.check("po\
wer",o);let r=v(e),s=r.mul(v(t));Wl(e,t,r.add(s));let i=jl(r,s,n,o);if(i<=0)throw new w(`'power' must be more than chance alone has, about half of alpha; got a power of ${T(o)} at an alpha of ${T(n)}:\
 write 80% or 0.8`);let a=Ze(i).div(s),c=Jt(a.mul(a));if(c>z)throw new w(`a cell holds whole numbers up to 2^53; to show a lift of ${T(t)} on a rate of ${T(e)} each arm needs more: write a larger lift`);
return Number(c)}function Wl(e,t,n){if(t===0)throw new w("'lift' must not be 0: no number of records shows that nothing changes; write the smallest lift that is worth knowing, such as 10% or 0.1");if(x(
n)>b&&n.compare(Dn)<0)return;let r=Gl<=t&&t<=Hl?`; if ${T(t)}% was meant, write ${T(t)}% or ${T(t/100)}`:": write a smaller one";throw new w(`'lift' must leave the new rate, rate × (1 + lift), between\
 0 and 1; got a rate of ${T(e)} and a lift of ${T(t)}, so ${T(n)}${r}`)}function jl(e,t,n,o){let r=e.add(t),s=e.add(t.div(Ks)),i=Math.sqrt(A(Ks.mul(Vo(s)))),a=Math.sqrt(A(Vo(e).add(Vo(r)))),c=Math.max(
n/2,Number.MIN_VALUE);return-bt(c)*i+bt(o)*a}function Vo(e){return e.mul(Dn.sub(e))}function Yl(e){let[t,n]=[e.number("entered_a"),e.number("advanced_a")],[o,r]=[e.number("entered_b"),e.number("advanced_b")],s=ei(t,n,o,r);return[[s.rateA,s.rateB,s.lift,s.bBetter]]}function Vl(e){let[
t,n]=[e.number("rate"),e.number("lift")];return[[oi(t,n,e.numberOr("alpha",.05),e.numberOr("power",.8))]]}var ri={FUNNEL_EXPERIMENT:Yl,FUNNEL_SAMPLE_SIZE:Vl};var Ql=BigInt(5),Zo=BigInt(10),si=BigInt(2),Xo=BigInt(1),Zl=53,Xl=Math.log10(2),Gn=[Xo];function Bt(e){if(e>4*1024)return Zo**BigInt(e);for(let t=Gn.length;t<=e;t+=1)Gn.push(Gn[t-1]*Zo);return Gn[e]}var st=class e{constructor(t,n,o=-1){
this.digits=t,this.power=n,this.counted=o}static typed(t){let[n,o="0"]=String(t).split("e"),[r,s=""]=n.split(".");return new e(BigInt(r+s),Number(o)-s.length)}static exactly(t){if(Number.isInteger(t))
return new e(BigInt(t),0);let n=Zl-ze(Math.abs(t));return new e(BigInt(Yt(t,n))*Ql**BigInt(n),-n)}get size(){return this.counted<0&&(this.counted=ai(this.digits)),this.counted}get isZero(){return this.
digits===b}abs(){return this.digits<b?new e(-this.digits,this.power):this}toNumber(){return+`${this.digits}e${this.power}`}ln(){let t=this.size-1,n=new e(this.digits,-t).toNumber();return Math.log(n)+
(this.power+t)*Math.LN10}},Ie=new st(b,0),zl=new st(Xo,0),tn=class{constructor(t){this.precision=t}add(t,n){if(t.isZero)return this.rounded(n.digits,n.power);if(n.isZero)return this.rounded(t.digits,t.
power);let[o,r]=t.power>=n.power?[t,n]:[n,t],s=o.power+Math.min(-1,o.size-this.precision-2),i=r.size+r.power-1<s,a=i?s:r.power,c=i?Qo(r.digits):r.digits;return this.rounded(o.digits*Bt(o.power-a)+c,a)}sub(t,n){
return this.add(t,new st(-n.digits,n.power))}mul(t,n){return this.rounded(t.digits*n.digits,t.power+n.power,t.size+n.size-1)}div(t,n){if(t.isZero)return Ie;let o=n.size-t.size+this.precision+1,r=o>0?t.
digits*Bt(o):t.digits,s=o<0?n.digits*Bt(-o):n.digits,i=r/s;return i*s!==r?(i=i*Zo+Qo(t.digits)*Qo(n.digits),this.rounded(i,t.power-n.power-o-1)):this.rounded(i,t.power-n.power-o)}sum(t){return t.reduce(
(n,o)=>this.add(n,o),Ie)}product(t){return t.reduce((n,o)=>this.mul(n,o),zl)}rounded(t,n,o=-1){let r=t<b?-t:t;if(r<Bt(this.precision))return new st(t,n);let s=o<0?ai(r):r<Bt(o)?o:o+1,i=s-this.precision;
if(i===0)return new st(t,n,s);let a=Bt(i),c=r/a,u=(r-c*a)*si;(u>a||u===a&&c%si!==b)&&(c+=Xo);let l=c===Bt(this.precision)?this.precision+1:this.precision;return new st(t<b?-c:c,n+i,l)}};function ii(e,t){
if(e.isZero||t.isZero)return Number(t.isZero)-Number(e.isZero);let n=e.power+e.size-t.power-t.size;if(n!==0)return n;let o=Math.min(e.power,t.power),[r,s]=[e,t].map(i=>i.abs().digits*Bt(i.power-o));return r<
s?-1:+(r>s)}function Qo(e){return BigInt(e<b?-1:1)}function ai(e){let t=e<b?-e:e;if(t===b)return 0;let n=Math.floor((it(t)-1)*Xl);return t>=Bt(n+1)?n+2:t>=Bt(n)?n+1:n}var Ko=224,It=BigInt(Ko),Se=BigInt(1)<<It,Kl=BigInt(5)**It;function ui(e){let t=[];for(let n=1;2*n<=e+1;n+=1){let o=2*n===e+1,r=o?BigInt(0):th(Jl(e,n));for(let c=0;c<2;c+=1){let[u,l]=ci(e,r);r-=(u<<It)/
l}let[,s]=ci(e,r),i=Se-(r*r>>It),a=zo((Se<<It+It+It)/(i*s*s));t.push([zo((Se-r)/BigInt(2)),a]),o||t.push([zo((Se+r)/BigInt(2)),a])}return t}function Jl(e,t){let n=Math.cos(Math.PI*(t-.25)/(e+.5));for(let o=0;o<
3;o+=1){let[r,s]=[1,n];for(let a=2;a<=e;a+=1){let c=((2*a-1)*n*s-(a-1)*r)/a;[r,s]=[s,c]}let i=e*(n*s-r)/(n*n-1);n-=s/i}return n}function ci(e,t){let[n,o]=[Se,t];for(let s=2;s<=e;s+=1){let a=(BigInt(2*
s-1)*(t*o>>It)-BigInt(s-1)*n)/BigInt(s);[n,o]=[o,a]}let r=BigInt(e)*((t*o>>It)-n);return[o,(r<<It)/((t*t>>It)-Se)]}function th(e){return BigInt(Math.round(e*2**52))<<BigInt(Ko-52)}function zo(e){return new st(
e*Kl,-Ko)}var li=1e3,V=new tn(50),ht=new tn(200),eh=2**-1022;function fi(e,t){Eo.checkEach("plan",e),Eo.checkEach("actual",t),pi({plan:e,actual:t});let n=e.map((o,r)=>[st.typed(o),st.typed(t[r])]);return n.every(
([o,r])=>!o.isZero&&!r.isZero)?oh(n):rh(n)}function mi(e,t,n,o){j.checkEach("plan_volumes",e),j.checkEach("actual_volumes",n),B.checkEach("plan_rates",t),B.checkEach("actual_rates",o),pi({plan_volumes:e,
actual_volumes:n,plan_rates:t,actual_rates:o});let[r,s,i,a]=[e,t,n,o].map(ft=>ft.map(st.typed)),[c,u]=[ht.sum(r),ht.sum(i)];if(c.isZero)throw new w("'plan_volumes' must not all be 0, a planned overall\
 rate needs records: write the volume of one channel at least");let l=Jo(r,s),h=Jo(i,s),f=Jo(i,a),m=ht.sub(ht.mul(h,c),ht.mul(u,l)),p=[ht.div(ht.mul(ht.sub(u,c),l),c),ht.div(m,c),ht.sub(f,h)],[d,M,y]=tr(
ht,p,ht.sub(f,l));return{volume:d,mix:M,rate:y}}function Jo(e,t){return ht.sum(e.map((n,o)=>ht.mul(n,t[o])))}function pi(e){let t=Object.keys(e).map(o=>`'${o}'`).join(" and "),n=Object.entries(e).map(
([o,r])=>({name:o,length:r.length}));if(new Set(n.map(({length:o})=>o)).size>1){let o=n.map(({name:r,length:s})=>`${s} in '${r}'`).join(", ");throw new O(`${t} must be equally long; got ${o}`)}if(!n[0].
length)throw new O(`${t} must hold at least one number each; got none`)}function tr(e,t,n){let o=e.sum(t.map(c=>c.abs())),r=o.isZero?Ie:e.div(e.sub(n,e.sum(t)),o),s=t.map(()=>0),i=Ie,a=t.map((c,u)=>u);
for(let c of a.sort((u,l)=>ii(t[u],t[l]))){let u=e.add(t[c],e.mul(t[c].abs(),r)),l=e.add(u,i);s[c]=nh(l.toNumber()),i=e.sub(l,st.exactly(s[c]))}return s}function nh(e){if(Number.isFinite(e))return e;throw new w(
"the answer must stay below 1.8e+308, the largest number a cell can hold; check the numbers")}function oh(e){let[t,n]=[0,1].map(a=>V.product(e.map(c=>c[a]))),o=V.sub(n,t),r=hi(t,n),s=r?V.div(o,st.exactly(
r)):t,i=e.map(([a,c])=>V.mul(s,st.exactly(hi(a,c))));return tr(V,i,o)}function hi(e,t){let n=V.div(V.sub(t,e),e).toNumber();if(-.5<n&&n<1)return Math.log1p(n);let o=V.div(t,e),r=o.toNumber();return eh<=
r&&r<1/0?Math.log(r):o.ln()}function rh(e){if(e.some(([c,u])=>c.isZero&&u.isZero))return e.map(()=>0);let t=e.map(([c,u])=>V.sub(u,c)),n=e.map((c,u)=>u).filter(c=>!t[c].isZero);if(n.length>li)throw new w(
`'plan' and 'actual' must hold at most ${He(li)} factors that differ where one of them is 0; got ${He(n.length)}: split the plan into several`);let o=V.product(e.filter((c,u)=>t[u].isZero).map(([c])=>c)),
r=e.map(()=>Ie);for(let[c,u]of ui(Math.floor((n.length+1)/2))){let l=n.map(f=>V.add(e[f][0],V.mul(c,t[f]))),h=V.mul(V.mul(u,o),V.product(l));n.forEach((f,m)=>{r[f]=V.add(r[f],V.div(h,l[m]))})}let s=t.
map((c,u)=>V.mul(c,r[u])),[i,a]=[0,1].map(c=>V.product(e.map(u=>u[c])));return tr(V,s,V.sub(a,i))}var di=E(1,10**9),ve=E(1);function gi(e,t,n){return gt.check("target",t),H.check("confidence",n),sh(e).map(({entered:o,advanced:r})=>{let s=$o(o,r,n),i=r/o,[a,c]=[t*(s.low/i),t*(s.high/i)];if(!Number.
isFinite(c))throw new w(`'target' times a rate's interval must stay below 1.8e+308; got ${T(t)}`);return[a,c,c-a]})}function wi(e,t,n,o,r){j.check("customers",e),B.check("retention",t),$.check("value",
n),wt.check("purchases",o),En.check("change",r);let[s,i]=[v(t),v(r)],a=s.mul(ve.add(i));if(ve.sub(s).compare(di)<=0)throw new w(`'retention' must be below 1, or the customer base grows for ever; got ${T(
t)}: write the share that stays from one year to the next`);if(ve.sub(a).compare(di)<=0)throw new w(`'retention' raised by 'change' must stay below 1, or the customer base never settles; ${T(t)} × (1 \
+ ${T(r)}) is ${T(a)}: take a smaller change`);let c=v(e).mul(v(n)).mul(v(o)),u=Y(c.div(ve.sub(s)).mul(i)),l=Y(c.mul(s).mul(i).div(ve.sub(s)).div(ve.sub(a)));return[u,l,u,u]}function sh(e){let t=[],n=[],
o=[];if(e.forEach(({counts:r},s)=>{if(!r)throw new O("'counts' must be counts, entered and advanced");r.entered===0?(n.push(new G("counts",s,"is 0 of 0, so nobody entered")),o.push(k)):r.advanced===0?
(n.push(new G("counts",s,`is 0 of ${r.entered}, so nothing advances`)),o.push(w)):t.push(r)}),n.length)throw new o[0]("'counts' must be records that entered, and records that advanced, both from 1 up",
n,"count over a longer time");if(!t.length)throw new O("'counts' must hold at least one step; got none");return t}function ih(e){let[t,n]=[e.list("plan"),e.list("actual")];return t.laid(fi(t.values,n.values))}function ah(e){let{volume:t,mix:n,rate:o}=mi(e.list("plan_volumes").values,e.list("plan_rates").values,e.
list("actual_volumes").values,e.list("actual_rates").values);return[[t,n,o]]}var bi={FUNNEL_BRIDGE:ih,FUNNEL_MIX_BRIDGE:ah,FUNNEL_SENSITIVITY:e=>gi(e.counts("counts"),e.number("target"),e.numberOr("co\
nfidence",.95)),FUNNEL_LEVERS:e=>[wi(e.number("customers"),e.number("retention"),e.number("value"),e.number("purchases"),e.numberOr("change",.1))]};function Ei(e,t){return Ot.check("incremental_margin",e),$.check("cost",t),Y(v(e).div(v(t)).sub(E(1)))}function Ni(e,t){if(F.check("cost",e),S.check("customers",t),t===0)throw new w("'customers' must \
be from 1 up, a cost per customer needs customers; got 0: count over a longer time");return Y(v(e).div(E(t)))}function Mi(e,t,n){return F.check("cac",e),$.check("value",t),qt.check("margin",n),Y(v(e).
div(v(t).mul(v(n))))}function Ti(e,t,n){return F.check("value",e),B.check("margin",t),de.check("churn",n),Y(v(e).mul(v(t)).div(v(n)))}var Oi={FUNNEL_ROI:e=>[[Ei(e.number("incremental_margin"),e.number("cost"))]],FUNNEL_CAC:e=>[[Ni(e.number("cost"),e.number("customers"))]],FUNNEL_PAYBACK:e=>[[Mi(e.number("cac"),e.number("value"),e.number(
"margin"))]],FUNNEL_LTV:e=>[[Ti(e.number("value"),e.number("margin"),e.number("churn"))]]};var K=24,Hn=class{constructor(t,n,o){this.nodes=t,this.weights=n,this.barycentric=o}sharesAt(t){if(this.nodes.includes(t))return this.nodes.map(r=>r===t?1:0);let n=this.nodes.map((r,s)=>this.barycentric[s]/
(t-r)),o=Re(n);return n.map(r=>r/o)}},Ii=new Map,Si=new Map;function er(e){let t=Si.get(e);if(t===void 0){let n=ie(e);t=ie(e/2).nodes.map(o=>n.sharesAt(o)),Si.set(e,t)}return t}function ie(e){let t=Ii.
get(e);return t===void 0&&(t=ch(e),Ii.set(e,t)),t}function ch(e){let t=[];for(let s=0;s<K/2;s+=1){let i=(2*s+1)*Math.PI/(2*K),a=Ns(e/2*(1-Math.cos(i))-.5);t.push(Math.max(a,t.length?t[t.length-1]+1:0))}
let n=[...t,...t.map(s=>e-1-s).reverse()],o=n.map(s=>(2*s-e+1)/e),r=o.map(s=>1/o.reduce((i,a)=>a===s?i:i*(2*(s-a)),1));return e===K?new Hn(n,n.map(()=>1),r):new Hn(n,uh(e,o),r)}function uh(e,t){let n=[],
o=t.map(()=>0),r=t.map(()=>1),s=0;for(let i=1;i<=K;i+=1){n.push(r);let a=Math.sqrt(i*i*(1-(i/e)**2)/(4*i*i-1)),c=t.map((u,l)=>(u*r[l]-s*o[l])/a);[o,r,s]=[r,c,a]}return lh(n,n.map((i,a)=>a?0:e))}function lh(e,t){
let n=e.map((r,s)=>[...r,t[s]]),o=n.length;for(let r=0;r<o;r+=1){let s=r;for(let a=r+1;a<o;a+=1)Math.abs(n[a][r])>Math.abs(n[s][r])&&(s=a);[n[r],n[s]]=[n[s],n[r]];let i=n[r];for(let a=0;a<o;a+=1){if(a===
r)continue;let c=n[a][r]/i[r];n[a]=n[a].map((u,l)=>u-c*i[l])}}return n.map((r,s)=>r[o]/r[s])}function Re(e){let t=0;for(let n=0;n<e.length;n+=1)t+=e[n];return t}var nr=1e-16,hh=5,vi=2.5,xi=.6,Ri=12,fh=1e-13,mh=1e-21,Wn=class e{constructor(t,n,o,r){this.left=t,this.size=n,this.values=o,this.reach=r,this.bound=Math.max(...o)*n,this.masses=null,this.lowerHalf=null,
this.upperHalf=null}get nodes(){return ie(this.size).nodes}get shares(){if(this.masses===null){let{weights:t}=ie(this.size);this.masses=this.values.map((n,o)=>t[o]*n)}return this.masses}get lower(){if(this.
lowerHalf===null){let t=er(this.size).map(n=>jt(n,this.values));this.lowerHalf=new e(this.left,this.size/2,t,vi)}return this.lowerHalf}get upper(){if(this.upperHalf===null){let t=[...this.values].reverse(),
n=er(this.size).map(o=>jt(o,t)).reverse();this.upperHalf=new e(this.left+this.size/2,this.size/2,n,vi)}return this.upperHalf}at(t){return jt(ie(this.size).sharesAt(t-this.left),this.values)}mass(){return Re(
this.shares)}};function or(e,t,n,o,r){let s=[],i=Math.max(fh,mh*t),a=K;for(;a<=t;)a*=2;let c=[[0,a]];for(let u=c.pop();u!==void 0;u=c.pop()){let[l,h]=u;if(l>t)continue;if(h===K){s.push(ph(e,l,t));continue}
let f=h/2,m=l+h-1,p=l<=n+Ri*o&&m>=n-Ri*o,d=h>(p?hh*o:1/0);if(!(m>t||h===2*K||d||r.some(y=>l<y&&y<=m))){if([l,l+f,m].every(le=>e(le)*h<nr))continue;let ft=dh(e,l,h,i);if(ft!==null){s.push(ft);continue}}
c.push([l,f],[l+f,f])}return s}function ph(e,t,n){let o=[];for(let r=0;r<K;r+=1)o.push(t+r<=n?e(t+r):0);return new Wn(t,K,o,xi)}function dh(e,t,n,o){let{nodes:r}=ie(n),s=r.map(c=>e(t+c)),i=new Wn(t,n,
s,xi);return[1,K/2,K-3].every(c=>{let u=t+Math.floor((r[c]+r[c+1])/2);return Math.abs(i.at(u)-e(u))*n<=o})?i:null}var jn=Math.log(2*Math.PI)/2,yi=.1,Ai=740,Yn=1e4,Li=300,gh=16,wh=bh();function bh(){let e=[-jn],t=1;for(let n=1;n<Li;n+=1){let o=1/n,r=o*o;t*=n,e.push(n<gh?Math.log(t)-(n+.5)*Math.log(n)+n-jn:o*(1/12-
r*(1/360-r*(1/1260-r*(1/1680-r/1188)))))}return e}function Et(e){return e<Li?wh[e]:(1/12-1/360/e/e)/e}function xe(e,t){if(e===0)return-t;let n=-t/e;if(!(-yi<n&&n<yi))return n>-1?-e*(Math.log1p(n)-n):1/0;
let o=n/(2+n),r=o*o,s=1/3+r*(1/5+r*(1/7+r*(1/9+r*(1/11+r/13))));return-e*o*(2*r*s-n)}function Vn(e,t){return e===0?0:e*Math.log1p(t/e)}function _i(e,t,n){return e===0?0:e*(t>-.5*e?Math.log1p(t/e):Math.
log(n/e))}var Qn=class{constructor(t){let[n,o]=bs(t);this.rate=n,this.beyond=o,this.slope=Ee(-A(t))}to(t){let n=t?.5*Math.log(2*Math.PI*t):jn,o=-Et(t)-n,{rate:r,beyond:s}=this;return i=>{let a=i-t,c=i*
r,u=t-c-Sn(i,r,c)-i*s,l=o;return-Yn<u&&u<Yn?l+=Ft(Vn(t,-u)+Vn(a,u)):l-=xe(t,u)+xe(a,-u),l<-Ai?0:(l+=Et(i)-Et(a),Math.exp(l)*Math.sqrt((i||1)/(a||1)))}}likeliest(t){return Ft(Z(t,this.rate))-.5}scale(t,n){
let o=n-t,r=t/((n+1)*(o+1)),s=Math.log((n+.5)/(o+.5))+this.slope;return 1/Math.sqrt(r+(s/8)**2+1e-300)}moments(){return[this.rate,0]}},en=class{constructor(t,n){let o=t+n;this.advanced=t,this.rest=n,this.
entered=o,this.fixed=Et(o)-Et(t)-Et(n)+.5*Math.log((o||1)/(t||1)/(n||1))-jn}to(t){let{advanced:n,rest:o,entered:r}=this,s=n+t,i=this.fixed-Et(t)+Et(s)+.5*Math.log((s||1)/(t||1)),a=t*r,c=Sn(t,r,a);return u=>{
let l=u-t,h=o+l,f=r+u,m=u*n,p=f?(a-m+(c-Sn(u,n,m)))/f:0,d=i;if(-Yn<p&&p<Yn?(d+=Vn(t,-p)+Vn(l,p),d+=_i(n,p,r*s/f),d+=_i(o,-p,r*h/f)):(d-=xe(t,p)+xe(l,-p),d-=xe(n,-p)+xe(o,p)),d<-Ai)return 0;d+=Et(u)-Et(
l)+Et(h)-Et(f);let M=(u||1)/(l||1)*((h||1)/(f||1));return Math.exp(d)*Math.sqrt(M)*(r+1)/(f+1)}}likeliest(t){return t*(this.entered+1)/(this.advanced+1)-.5}scale(t,n){let o=n-t,[r,s]=[n+this.entered+1.5,
o+this.rest+.5],i=(this.entered+1)/((n+.5)*r)-this.rest/((o+.5)*s),a=Math.log((n+.5)*s/(r*(o+.5)));return 1/Math.sqrt(Math.abs(i)+(a/8)**2+1e-300)}moments(){let[t,n]=[this.advanced+1,this.rest+1];return[
t/(t+n),t*n/((t+n)*(t+n)*(t+n+1))]}};function Bi(e,t,n){let o=Float64Array.from(e);for(let r=0;r<=n;r+=1){let s=t+r,i=s+1,a=0;for(let c=o.length-1;c>=0;c-=1)a+=(i*o[c]-s*a)/(c+i),o[c]=a}return o}var Eh=5e6,Nh=4e5,Mh=2e6,Th=3,Oh=1e-15,Zn=class{constructor(t,n){this.spread=sr.point(0),this.work=new rr;let o=E(1);n.forEach((r,s)=>{if(t[s]&&(this.pass(o),o=E(1),this.spread.shift+=t[s]),r instanceof
Tt){o=te(o,r);return}this.pass(o),o=E(1),this.take(new en(...r))}),this.pass(o)}tails(t){let[n,o]=this.spread.split(t);return[Math.min(n,1),Math.min(o,1)]}pass(t){oe(t)||this.take(new Qn(t))}take(t){this.
spread.most&&(this.spread=this.spread.through(t,this.work))}},rr=class{constructor(){this.left=Eh}add(t){if(this.left-=t,this.left<0)throw new k("so many records, at rates learnt from so few, cannot b\
e worked out exactly in reasonable time: count more records for the rates, or ask for fewer stages")}},sr=class e{constructor(t,n,o){this.shift=0,this.width=t,this.mean=n,this.variance=o,this.abrupt=[],
this.laid=null,this.counted=null}static point(t){let n=new e(0,0,0);return n.shift=t,n.counted=Float64Array.of(1),n}get most(){return this.shift+this.width}through(t,n){let[o,r]=t.moments(),s=this.mean+
this.shift,i=s*s+this.variance,a=s*o,c=s*(o*(1-o)-r)+this.variance*o*o+i*r,{most:u}=this,l=new e(u,a,c),h=new Set([0,...this.abrupt].map(f=>f+this.shift));if(l.abrupt=[...h].filter(f=>f<=u&&t.to(f)(f)>
nr/u).sort((f,m)=>f-m),t instanceof en&&Sh(1+u,1+t.rest)){let f=new Float64Array(u+1);f.set(this.numbers,this.shift),l.counted=Bi(f,t.advanced,t.rest)}else{let f=this.arriving(t,l.deviation,n);l.laid=
or(f,u,a,l.deviation,l.abrupt)}return l}get deviation(){return Math.sqrt(Math.max(this.variance,0))}get numbers(){if(this.counted===null){let t=new Float64Array(this.width+1),n=[...this.blocks];for(let o=n.
pop();o!==void 0;o=n.pop())o.size>K?n.push(o.lower,o.upper):t.set(o.values.slice(0,this.width+1-o.left),o.left);this.counted=t}return this.counted}get blocks(){if(this.laid===null){let{numbers:t}=this;
this.laid=this.width?or(n=>t[n],this.width,this.mean,this.deviation,this.abrupt):[]}return this.laid}arriving(t,n,o){let{shift:r,blocks:s}=this;if(!s.length)return a=>t.to(a)(r);let i=Oh/(n+1);return a=>{
let c=t.to(a),u=Math.ceil(t.likeliest(a)),l=0,h=[...s];for(let f=h.pop();f!==void 0;f=h.pop()){let{size:m}=f,p=r+f.left,d=p+m-1;if(d<a)continue;let M=Math.max(p,a,Math.min(d,u));f.bound*c(M)<i||(m===K||
p>=a&&m<=f.reach*t.scale(a,M)?(l+=Ih(f,p,a,c),o.add(K)):(h.push(f.upper),a<p+m/2&&h.push(f.lower)))}return l}}split(t){let n=t-this.shift;if(this.counted!==null){let i=Math.max(n,0);return[ut(this.counted.
subarray(0,i)),ut(this.counted.subarray(i))]}let[o,r]=[0,0],s=[...this.blocks];for(let i=s.pop();i!==void 0;i=s.pop())i.left>=n?r+=i.mass():i.left+i.size<=n?o+=i.mass():i.size>K?s.push(i.lower,i.upper):
(o+=Re(i.values.slice(0,n-i.left)),r+=Re(i.values.slice(n-i.left)));return[o,r]}};function Ih(e,t,n,o){let{nodes:r,shares:s}=e,i=0;for(let a=0;a<K;a+=1){let c=t+r[a];c>=n&&(i+=s[a]*o(c))}return i}function Sh(e,t){
return e*t<=(t<=Th?Mh:Nh)}var vh=1e-12,Rh=4,Xn=1e-14,$i=40,zn=class{constructor(t,n,o){this.needed=t,this.rate=n,this.learnt=o,this.contour=null,this.laid=0,this.near=0,this.spread=1}guess(t){let n=bt(t),[o,r,s]=_t(this.needed);
o-=be(x(this.rate))-be(this.rate.d);for(let[u,l]of this.learnt){let[h,f,m]=_t(u),[p,d,M]=_t(u+l);o+=p-h,r+=f-d,s+=M-m}let[i,a,c]=[1/0,0,0];for(let u=0;u<3;u+=1){let l=Math.sqrt(Math.max(r-a,1e-30)),h=Math.
max(-2,Math.min(2,(s-c)/l**3)),f=o+l*(n+(n*n-1)*h/6);i=Math.exp(Math.min(f,$i))-.5,this.spread=l,[,a,c]=_t(Math.max(i,this.needed)+1)}return i}at(t){return this.learnt.length?((this.contour===null||Math.
abs(t-this.laid)>this.near)&&(this.contour=new re(this.needed,this.rate,this.learnt,t),this.laid=t,this.near=Math.min(t*this.contour.play,.25*(t-this.needed))),this.contour.tails(t)[1]):se(this.needed,
[[t,this.rate]])[1]}};function ir(e,{least:t,most:n},o,r,s){let i=o-vh;if(i<=0)return t;let a=bt(i),c=1/Math.max(s,1e-12),[u,l]=[t-1,n<z?n+1:n+2],h=!1,f=Math.min(Math.max(Math.ceil(r),t),n),m=null;for(let p=1;;p+=
1){let d=e(f);if(Number.isNaN(d))throw new D;if(d>=i?[l,h]=[f,!0]:u=f,l-u<=1)return h?l:null;let M=Math.log1p(f),y=bt(Math.min(Math.max(d,Xn),1-Xn));if(Xn<d&&d<1-Xn&&(m!==null&&(M-m[0])*(y-m[1])>0&&(c=
(y-m[1])/(M-m[0])),m=[M,y]),p%Rh?f=Math.ceil(Math.expm1(Math.min(M+(a-y)/c,$i))):h?f=Number(Es(BigInt(u+1)*BigInt(l))):f=4*u+4,f=Math.min(Math.max(f,u+1),l-1),!(u<f&&f<l))return h?l:null}}var xh=1-2**-53,yh=4,ye=new Map;function Ci(e,t,n){let o=Gt(t);if(S.check("needed",e),H.check("confidence",n),e===0)return[...o.map(()=>0),0];let r=Pi(o);return[...o.map((i,a)=>{let[c,u]=r(a);if(oe(c)&&
!u.length)return e;let l=new zn(e,c,u),h=l.guess(n),m=ir(p=>l.at(p),{least:e,most:z},n,h,l.spread);if(m===null)throw new w(`${e} in the last stage at a confidence of ${T(n)} need more than 2^53 record\
s ${_h(o.length-a)}, more than a cell can hold: ask for a lower confidence, or count more records for the rates`);return m}),e]}function Ui(e,t,n){let o=Gt(n),r=Te(t,o.length+1);return S.check("needed",
e),qi(r,o)(e)[1]}function ki(e,t,n){let o=Gt(t),r=Te(e,o.length+1);H.check("confidence",n);let s=qi(r,o),[i,a]=Bh(r,o),c={least:r[r.length-1],most:Fi(r)},u=l=>{let h=i+a*bt(Math.min(l,xh)),f=a/(i+1),m=ir(
p=>s(p+1)[0],c,l,h,f);return m!=null?m:c.most};return[u((1-n)/2),u((1+n)/2)]}function _h(e){return e===1?"one step above it":`${e} steps above it`}function Fi(e){return e.reduce((t,n)=>t+n,0)}function Pi(e){
let t=e.flatMap(({counts:s})=>s===null?[]:[s.posterior]),n=[],[o,r]=[E(1),t.length];for(let{rate:s,counts:i}of[...e].reverse())i===null?o=te(o,s):r-=1,n.push([o,r]);return n.reverse(),s=>[n[s][0],t.slice(
n[s][1])]}function qi(e,t){let n=e.slice(0,-1),o=e[e.length-1],r=Fi(e),s=Ah(n,t);return i=>i<=o?[0,1]:i>r?[1,0]:s(i-o)}function Ah(e,t){let n=e.flatMap((i,a)=>i?[a]:[]),[o,r]=[Pi(t),n[0]];if(!n.length||
!o(r)[1].length){let i=n.map(a=>[e[a],o(a)[0]]);return a=>se(a,i)}if(n.length===1)return i=>_n(i,e[r],...o(r));let s=Lh(e,t);return i=>s.tails(i)}function Lh(e,t){var i;let n=t.map(({rate:a,counts:c})=>c===
null?a:[c.advanced,c.entered-c.advanced]),o=n.map(a=>"d"in a?`${a.n}/${a.d}`:a.join(" of ")),r=[...e,...o].join(";"),s=(i=ye.get(r))!=null?i:new Zn(e,n);if(ye.delete(r),ye.set(r,s),ye.size>yh){let[a]=ye.
keys();ye.delete(a)}return s}function Bh(e,t){let[n,o]=[e[0],0];return t.forEach((r,s)=>{let[i,a]=[A(r.rate),0];if(r.counts!==null){let[u,l]=r.counts.posterior;i=u/(u+l),a=i*(l/(u+l))/(u+l+1)}o=n*(i*(1-
i)-a)+o*(i*i+a)+n*n*a,n=n*i+e[s+1]}),[n,Math.sqrt(Math.max(o,0))]}function $h(e,t){let n=Gt(t),o=Te(e,n.length+1),r=[];if(n.forEach(({counts:a},c)=>{(a==null?void 0:a.entered)===0&&r.push(new G("rates",c,"is 0 of 0"))}),r.length)throw new k("a rate needs records tha\
t entered its step: 'entered' must be from 1 up",r);let[s,i]=[b,_];return n.forEach(({rate:a},c)=>{s=(s+BigInt(o[c])*i)*x(a),i*=a.d}),X(s+BigInt(o[n.length])*i,i)}function Di(e,t,n=null,o=null){n!==null&&
$.check("value",n);let r=n===null?E(1):v(n),s=u=>Y(v(u).mul(r)),i=s($h(e,t));if(o===null)return{expected:i,range:null};let[a,c]=ki(e,t,o);return{expected:i,range:[s(a),s(c)]}}function _e(e,t=null){return Number(Wi(We(Gi(e,t),t!==null&&xt(t))))}function nn(e,t,n=null){gt.check("target",e);let o=Hi(t),r=BigInt(_e(e,n)),s=[Number(r)];for(let i of[...o].reverse())r=Wi(We(E(r).
div(i.rate),i.computed)),s.push(Number(r));return s.reverse()}function Kn(e,t,n=null){gt.check("target",e);let o=Hi(t),r=Gi(e,n),[s,i]=[x(r),r.d],a=[X(s,i)];for(let{rate:c}of[...o].reverse())[s,i]=bo(
s*c.d,i*c.n),a.push(X(s,i));if(!a.every(Number.isFinite))throw new w("the volumes must stay below 1.8e+308, the largest number a cell can hold; check the target and the rates");return a.reverse()}function Gi(e,t){
return Rt.check("target",e),t===null?ct(e):($.check("value",t),ct(e).div(v(t)))}function Hi(e){let t=Gt(e),n=[],o=[];if(t.forEach((r,s)=>{if(r.counts&&r.counts.entered===0)n.push(new G("rates",s,"is 0\
 of 0, so nobody entered")),o.push(k);else if(x(r.rate)<=b){let i=r.counts?`0 of ${r.counts.entered}`:"0";n.push(new G("rates",s,`is ${i}, so nothing advances`)),o.push(w)}}),n.length)throw new o[0]("\
'rates' must be known, and above 0, for a target to be reached",n,"write a rate above 0, or count over a longer time");return t}function Wi(e){if(e>z)throw new w(`a cell holds whole numbers up to 2^53\
; this plan needs ${T(e)} records: check the target and the rates`);return e}function Ch(e){let t=e.steps("rates"),[n,o,r]=[e.number("target"),e.numberOr("value",null),e.numberOr("stage",null)],s=t.transitions;if(r!==null&&r>s.length+1)throw new w(`'stage' must be a stage's nu\
mber, 1 to ${s.length+1} for ${s.length} rates; got ${T(r)}: count from the top, 1 being the top`);r!==null&&(s=s.slice(r-1),s.length||(s=[pt.of(1)]));let i=Uh(e,n,s,o);return r===null?t.laid(i):[[i[0]]]}
function Uh(e,t,n,o){let r=e.numberOr("confidence",null);return r!==null?(nn(t,[1],o),Ci(_e(t,o),n,r)):e.flag("exact")?Kn(t,n,o):nn(t,n,o)}function kh(e){let t=e.steps("rates").transitions,n=ji(e),[o,
r]=[e.numberOr("value",null),e.numberOr("confidence",null)],{expected:s,range:i}=Di(n,t,o,r);return i===null?[[s]]:[[i[0],s,i[1]]]}function Fh(e){let t=ji(e),n=_e(e.number("target"),e.numberOr("value",
null));return[[Ui(n,t,e.steps("rates").transitions)]]}function ji(e){let{values:t}=e.list("volumes"),n=e.steps("rates").transitions.length;if(t.length!==n+1)throw new O(`'volumes' must hold one number\
 more than there are rates, ${n+1} for ${n}, the last being those already won; got ${t.length}: write 0 where a stage is empty`);if(rt(t.map(BigInt))>z)throw new w("so many records are larger than a c\
ell can hold: 2^53 is the most");return t}var Yi={FUNNEL_REQUIRED:Ch,FUNNEL_FORECAST:kh,FUNNEL_PROBABILITY:Fh};function Vi(e,t,n=[]){if(gn.checkEach("starters",e),!e.length)throw new O("'starters' must hold a number of reps for each period; got none");j.check("per_rep",t),B.checkEach("ramp",n);let[o,r]=Dt(e),[
s,i]=Dt([...n,1]),[[a],c]=Dt([t]),u=[b,...o.slice(1)],l=n.length?je(u,s.slice(0,-1)):o.map(()=>b),h=r*i*c,f=o[0];return o.map((m,p)=>(p>=n.length&&(f+=u[p-n.length]),Y(a*(l[p]+i*f),h)))}function Qi(e,t,n){S.check("actual",e),Rt.check("expected",t),Rt.check("target",n);let[o,r]=[ct(t),ct(n)];if(o.compare(r)>0)throw new w(`'expected' must be at most the target, ${T(n)}; got ${T(t)}: wr\
ite what was due to date`);if(x(o)===b)throw new k("'expected' must be above 0 for a finish to be projected; nothing was due to date: ask again later in the term");let s=E(e),i=Y(r.mul(s).div(o)),a=Jt(
r.sub(s)),c=a<=b?1:yn(a,A(r.sub(o)));return{projected:i,probability:c}}var ar=Date.UTC(1899,11,30),cr=864e5;function Xi(e,t,n,o,r=null){Rt.check("target",e);let s=n-t+1;if(s<1)throw new w(`'end' must not be before 'start'; got ${Zi(n)} and ${Zi(t)}: write the later day a\
s 'end'`);let i=E(Math.min(Math.max(o-t+1,0),s),s);if(r===null)return A(v(e).mul(i));let a=Mn(r),c=i.mul(E(a.length)),u=Number(Ut(c)),l=E(rt(a.slice(0,u)));return u<a.length&&(l=l.add(c.sub(E(u)).mul(
E(a[u])))),A(v(e).mul(l).div(E(rt(a))))}function Zi(e){return new Date(ar+e*cr).toISOString().slice(0,10)}function zi(e,t,n=.05){return S.check("actual",e),Rt.check("expected",t),wn.check("alpha",n),t===
0?e===0?"on pace":"ahead":Ls(e,t)<n?"behind":yn(e,t)<n?"ahead":"on pace"}function Ph(e){var r;let t=e.list("wins"),{entries:n,unmet:o}=fs(t.values,e.list("lag").values,e.number("rate"),(r=e.listOrNone("past"))==null?void 0:r.values);return t.across?[n,o]:n.map((s,i)=>[s,o[i]])}
function qh(e){let t=e.list("entries");return t.laid(hs(t.values,e.list("lag").values,e.number("rate")))}function Dh(e){var o;let t=e.list("starters"),n=(o=e.listOrNone("ramp"))==null?void 0:o.values;
return t.laid(Vi(t.values,e.number("per_rep"),n))}function Gh(e){var s;let[t,n,o]=[e.day("start"),e.day("end"),e.day("today")],r=(s=e.listOrNone("weights"))==null?void 0:s.values;return[[Xi(e.number("\
target"),t,n,o,r)]]}function Hh(e){let[t,n]=[e.number("actual"),e.number("expected")],{projected:o,probability:r}=Qi(t,n,e.number("target"));return[[o,r]]}var Ki={FUNNEL_SPREAD:e=>{let t=e.list("weigh\
ts");return t.laid(On(e.number("target"),t.values))},FUNNEL_SCHEDULE:Ph,FUNNEL_WINS:qh,FUNNEL_CAPACITY:Dh,FUNNEL_EXPECTED:Gh,FUNNEL_PACE:e=>[[zi(e.number("actual"),e.number("expected"),e.numberOr("alp\
ha",.05))]],FUNNEL_FINISH:Hh};var Fa=$r(ur(),1);var yf=80,_f=1e17,Af=1e-290,Lf=1e5,Bf=1e-16,hr=1e-305;function Pa(e,t){if(!Number.isFinite(e))throw new w(`'t' must be a finite number; got ${ot(e,15)}`);if(!(Number.isFinite(t)&&t>0))throw new w(`'fr\
eedom' must be a number above 0; got ${ot(t,15)}`);if(t>=_f)return(0,Fa.default)(Math.abs(e)/Math.SQRT2);let n=Math.abs(e)/Math.sqrt(t);if(n===0||t<=Af)return 1;let o=t/2,[r,s]=$f(n,Math.log(Math.abs(
e))-Math.log(t)/2),[i,a]=[Math.exp(-r),-Math.expm1(-r)],c=Math.exp(-o*r+s/2)*Cf(o)/Math.sqrt(Math.PI);return i*(o+2.5)<o+1?Math.min(1,c*ka(o,.5,i,a)):Math.max(0,1-c*ka(.5,o,a,i))}function $f(e,t){if(e<
1){let n=Math.log1p(e*e);return[n,2*Math.log(e)-n]}return[2*(e<1/0?Math.log(Math.hypot(1,e)):t),-Math.log1p(1/e/e)]}function Cf(e){let t=1,n=e;for(;n<yf;n+=1)t*=n/(n+.5);let o=1/n,r=o*(5/1024+o*(-21/32768+
o*(-399/262144+o*869/4194304)));return t*Math.sqrt(n)*(1+o*(-1/8+o*(1/128+r)))}function ka(e,t,n,o){let r=e*o-t*n,s=1/lr(e*(r+1)/(e+1)),i=1/hr,a=s;for(let c=1;c<Lf;c+=1){let u=e+2*c-1,l=(e+c-1)/u*((e+
t+c-1)/u)*c*(t-c)*n*n,h=c+c*(t-c)*n/u+(e+c)*(r+1+c*(1+o))/(u+2);if(s=1/lr(h+l*s),i=lr(h+l/i),a*=i*s,Math.abs(i*s-1)<=Bf)break}return a}function lr(e){return Math.abs(e)>hr?e:hr}var qa=5,Uf=1e-14,kf=3e7,Ff=2**-50;function Ga(e,t,n=3){at.checkEach("result",t),ge.check("max_lag",n),e.forEach((a,c)=>at.checkEach(`activities[${c}]`,a)),Wf(e,t,n);let o=Da(t);if(!fr(o,0,o.values.length))
throw new k("'result' never changes, or always by the same amount, so nothing can be compared with it: add periods in which it does, or take another result");let r=Pf(e.map(Da),o,n),s=Hf(r.map(({p:a})=>a)),
i=e.map(()=>null);return r.forEach(({place:a,lag:c,r:u,p:l},h)=>{let f={lag:c,r:u,p:l,q:s[h]},m=i[a];(!m||qf(f,m))&&(i[a]=f)}),i}function Pf(e,t,n){let o=[],r=t.values.length;for(let s=0;s<=n;s+=1){let i=fr(
t,s,r);i&&e.forEach((a,c)=>{let u=fr(a,0,r-s);u&&o.push({place:c,lag:s,...jf(u,i),q:1})})}return o}function qf(e,t){return e.p!==t.p?e.p<t.p:Math.abs(e.r)!==Math.abs(t.r)?Math.abs(e.r)>Math.abs(t.r):e.
lag<t.lag}function Df(e,t,n){No.check("pairs",e),Nn.check("x_autocorrelation",t),Nn.check("y_autocorrelation",n);let o=Math.max(t*n,0);return e*(1-o)/(1+o)}function Gf(e,t){Nn.check("r",e),No.check("p\
airs",t);let n=t-2;if(n<=0)return 1;let o=(1-e)*(1+e);return o?Pa(e*Math.sqrt(n/o),n):0}function Hf(e){B.checkEach("p_values",e);let t=e.length,n=e.map((s,i)=>i).sort((s,i)=>e[i]-e[s]),o=e.map(()=>1),
r=1;return n.forEach((s,i)=>{let a=e[s];r=Math.min(r,Math.max(a,a*t/(t-i))),o[s]=r}),o}function Wf(e,t,n){if(!e.length)throw new O("'activities' must hold a series or more; got none");let o=[...new Set(
e.map(r=>r.length))];if(o.length>1||o[0]!==t.length){let r=o.sort((s,i)=>s-i).join(", ");throw new O(`'activities' and 'result' must be equally long; got ${r} and ${t.length}`)}if(t.length<qa+n)throw new k(
`a max_lag of ${T(n)} needs ${T(BigInt(n)+BigInt(qa))} points or more; got ${t.length}: add periods, or choose a smaller max_lag`);if(e.length*(n+1)*t.length>kf)throw new w(`'max_lag' of ${T(n)} with ${e.
length} series of ${t.length} points would take too long: take fewer activities or points, or a smaller max_lag`)}function Da(e){let t=ze(mr(e)),n=e.map(s=>Yt(s,-t)),o=n.slice(1).map((s,i)=>s-n[i]),r=ze(
mr(o));return{values:o.map(s=>Yt(s,-r)),rounding:e.every(Number.isInteger)?0:Yt(Ff,-r)}}function fr(e,t,n){let o=e.values.slice(t,n),[r,s]=[o[0],o[0]];for(let f of o)f<r&&(r=f),f>s&&(s=f);if(s-r<=e.rounding)
return null;let i=ut(o)/o.length,a=o.map(f=>f-i),c=1/mr(a),u=a.map(f=>f*c),l=1/Math.sqrt(jt(u,u)),h=u.map(f=>f*l);return{values:h,autocorrelation:jt(h.slice(1),h)}}function jf(e,t){let n=Math.max(-1,Math.
min(1,jt(t.values,e.values)));1-Math.abs(n)<Uf&&(n=Math.sign(n));let o=Df(e.values.length,e.autocorrelation,t.autocorrelation);return{r:n,p:Gf(n,o)}}function mr(e){return e.reduce((t,n)=>Math.max(t,Math.
abs(n)),0)}var tc=$r(ur(),1);var Yf=BigInt(2)**BigInt(63)-BigInt(1),pr={rise:b,run:1},eo=class{constructor(t){let n=vt(new Set(t.map(i=>i.d))),o=t.map(i=>x(i)*(n/i.d)),r=o.reduce((i,a)=>qe(a,i),b)||BigInt(1);this.whole=o.map(i=>i/
r),this.unit=E(r,n),this.count=t.length;let s=this.whole.reduce((i,a)=>a>i?a:-a>i?-a:i,b);this.reach=BigInt(3)*s*BigInt(this.count),this.doubles=this.reach<=Number.MAX_SAFE_INTEGER?this.whole.map(Number):
null}slope(t,n){return{rise:this.whole[n]-this.whole[t],run:n-t}}steepness(t,n){let o=n-t;if(this.doubles)return(this.doubles[n]-this.doubles[t])/o;let r=this.whole[n]-this.whole[t],s=Number(r);return Number.
isFinite(s)?s/o:Number(r/BigInt(o))}levels(t){if(this.doubles){let[s,i]=[Number(t.rise),t.run];return Ha(Float64Array.from(this.doubles,(a,c)=>a*i-s*c))}let n=BigInt(t.run),o=b,r=this.whole.map(s=>{let i=s*
n-o;return o+=t.rise,i});return Ha(this.reach<=Yf?BigInt64Array.from(r):r)}};function Wa(e){return[...no(e.levels(pr))]}function Ha(e){let t=Array.isArray(e)?[...e].sort((r,s)=>r<s?-1:+(r>s)):e.slice().
sort(),n=0;for(let r=0;r<t.length;r+=1)(r===0||t[r]!==t[r-1])&&(t[n++]=t[r]);let o=new Int32Array(e.length);for(let r=0;r<o.length;r+=1)o[r]=dr(t,e[r],n);return o}function dr(e,t,n=e.length){let[o,r]=[
0,n];for(;o<r;){let s=o+r>>1;e[s]<t?o=s+1:r=s}return o}function no(e){let t=e.reduce((o,r)=>Math.max(o,r),0),n=new Int32Array(t+1);for(let o of e)n[o]+=1;return n}function oo(e,t){let n=no(e),o=0;n.forEach(
(s,i)=>{n[i]=o,o+=s});let r=new Int32Array(e.length);for(let s=0;s<e.length;s+=1){let i=t?e.length-1-s:s;r[n[e[i]]++]=i}return r}var Vf=8,Qf=1e5,Zf=1e3,Xf=2.5,zf=2654435769,Kf=2**-50;function ja(e){let[t,n]=Xa(e,pr);return{rising:gr(e.count)-t-n,falling:t,level:n}}function Ya(e){let t=gr(e.count),n=[Math.floor((t+1)/2),Math.floor(
t/2)+1],o={lower:null,passed:0,upper:null,reached:t},s=Va(e,n[0]===n[1]?[n[0]]:n,o).map(({rise:i,run:a})=>E(i,a));return Ft(A(Fr(s).mul(e.unit).div(E(s.length))))}function Va(e,t,n){let o=Math.max(Vf*
e.count,Qf);for(;on(n)>o;)for(let s of Jf(e,t,n)){let[i,a]=Xa(e,s),c=new Set(t.map(u=>+(u>i)+ +(u>i+a)));if(c.size>1){let u=n;return t.map(l=>Va(e,[l],u)[0])}if(c.has(1))return t.map(()=>s);n=c.has(0)?
{...n,upper:s,reached:i}:{...n,lower:s,passed:i+a}}let r=Qa(e,za(e,n,Array.from({length:on(n)},(s,i)=>i)));return t.map(s=>r(s-n.passed-1))}function Jf(e,t,n){let o=Math.max(e.count,Zf),r=on(n)-1,s=Array.
from({length:o},(h,f)=>{let m=f+(Math.imul(f,zf)>>>0)/4294967296;return Math.min(r,Math.floor(on(n)*m/o))}),i=Qa(e,za(e,n,s)),a=(t[0]-n.passed)/on(n),c=Xf*Math.sqrt(o*a*(1-a))+3,u=i(Math.max(0,Math.floor(
a*o-c))),l=i(Math.min(o-1,Math.ceil(a*o+c)));return Za(u,l)===0?[u]:[u,l]}function Qa(e,{from:t,to:n}){let o=Float64Array.from(t,(s,i)=>e.steepness(s,n[i])),r=o.slice().sort();return s=>{let i=Math.max(
-Number.MAX_VALUE,Math.min(Number.MAX_VALUE,r[s])),a=Math.abs(i)*Kf,c=[];return o.forEach((u,l)=>{u>=i-a&&u<=i+a&&c.push(e.slope(t[l],n[l]))}),c.sort(Za)[s-dr(r,i-a)]}}function Za(e,t){let[n,o]=[e.rise*
BigInt(t.run),t.rise*BigInt(e.run)];return n<o?-1:+(n>o)}function Xa(e,t){let n=e.levels(t),o=new ro(e.count),r=0;for(let s of oo(n,!1))r+=o.above(s),o.add(s);return[r,no(n).reduce((s,i)=>s+gr(i),0)]}
function za(e,t,n){let{lower:o,upper:r}=t,s=Int32Array.from({length:e.count},(p,d)=>d),i=o?oo(e.levels(o),!0):s,a=r?oo(e.levels(r),!1):s.slice().reverse(),c=new Int32Array(e.count);a.forEach((p,d)=>{c[p]=
d});let u=new ro(e.count),[l,h]=[new Int32Array(n.length),new Int32Array(n.length)],[f,m]=[0,0];for(let p of i){let d=f+u.above(c[p]);for(;m<n.length&&n[m]<d;)l[m]=a[u.greatest(n[m]-f)],h[m]=p,m+=1;u.
add(c[p]),f=d}return{from:l,to:h}}function on(e){return e.reached-e.passed}function gr(e){return e*(e-1)/2}var ro=class{constructor(t){this.tree=new Int32Array(t+1),this.top=2**Math.floor(Math.log2(t)),
this.total=0}add(t){this.total+=1;for(let n=t+1;n<this.tree.length;n+=n&-n)this.tree[n]+=1}above(t){let n=0;for(let o=t+1;o>0;o-=o&-o)n+=this.tree[o];return this.total-n}greatest(t){let n=this.total-t,
o=0;for(let r=this.top;r>=1;r/=2){let s=o+r;s<this.tree.length&&this.tree[s]<n&&(o=s,n-=this.tree[s])}return o}};var tm=E(266,100),em=E(3267,1e3),Ka=8,nm=2,om=4;function ec(e){at.checkEach("series",e);let t=e.map(ct),n=t.length;if(n<nm)throw new k(`'series' must hold two points or more; got ${n}: add periods`);let o=vt(
new Set(t.map(f=>f.d))),r=t.map(f=>x(f)*(o/f.d)),s=r.slice(1).map((f,m)=>f-r[m]),i=E(rt(r),n),a=E(rt(s.map(f=>f<b?-f:f)),n-1),c=tm.mul(a),[u,l]=[i.sub(c),i.add(c)],h=[i,u,l,em.mul(a)].map(f=>A(f.div(E(
o))));if(!h.every(Number.isFinite))throw new w("'series' holds numbers so large that its limits are beyond 1.8e+308: use a larger unit");return{centre:h[0],lower:h[1],upper:h[2],rangeLimit:h[3],signals:rm(
r,i,u,l)}}function rm(e,t,n,o){let[r,s]=[Jt(n),Ut(o)],[i,a]=[Jt(t),Ut(t)],c=0;return e.map(u=>(u>a?c=Math.max(c,0)+1:u<i?c=Math.min(c,0)-1:c=0,u>s?"above limit":u<r?"below limit":c>=Ka?"run above cent\
re":c<=-Ka?"run below centre":""))}function nc(e,t=.05){at.checkEach("series",e),H.check("alpha",t);let n=e.length;if(n<om)throw new k(`'series' must hold four points or more; got ${n}: add periods`);
let o=new eo(e.map(sm)),r=ja(o),s=r.rising-r.falling,i=rt(Wa(o).map(Ja)),a=Math.sqrt(A(E(Ja(n)-i,18))),c=s?(s-Math.sign(s))/a:0,u=s?(0,tc.default)(Math.abs(c)/Math.SQRT2):1,l=Ya(o);return{direction:u>=
t?"steady":s>0?"rising":"falling",slope:l,p:u,s,z:c}}function Ja(e){return BigInt(e)*BigInt(e-1)*BigInt(2*e+5)}function sm(e){return Number.isInteger(e)?E(e):De(ot(e,pe))}function im(e){let{centre:t,lower:n,upper:o,signals:r}=ec(e.list("series").values);return r.map(s=>[t,n,o,s])}function am(e){let{direction:t,slope:n,p:o}=nc(e.list("series").values,e.numberOr("alpha",
.05));return[[t,n,o]]}function cm(e){return Ga(e.table("activities").lines,e.list("result").values,e.numberOr("max_lag",3)).map(n=>n?[n.lag,n.r,n.p,n.q]:["#N/A","#N/A","#N/A","#N/A"])}var oc={FUNNEL_XMR:im,
FUNNEL_TREND:am,FUNNEL_CORRELATE:cm};var rc={...Yi,...zs,...Ki,...Ys,...Oi,...bi,...oc,...ri};var ic=["LOADING...","LOADING…"],um=new Set("#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #PYTHON! #EXTERNAL! #ERROR! LOAD\
ING... LOADING…".split(" ")),sc=/[\s\x1c-\x1f\x85]/,$t=class{constructor(t,n){this.serial=t,this.told=n}};function so(e){let[t,n,o]=e.split("-").map(Number),r=new Date(0);return r.setUTCFullYear(t,n-
1,o),r.getUTCMonth()===n-1&&r.getUTCDate()===o&&t>0?Math.round((r.getTime()-ar)/cr):null}function sn(e){let[t,n]=[0,e.length];for(;t<n&&sc.test(e[t]);)t+=1;for(;n>t&&sc.test(e[n-1]);)n-=1;return e.slice(
t,n)}function ae(e){return um.has(e.toUpperCase())}function J(e){return e==null||e===""}var Ae=class e{constructor(t,n){this.name=t,this.rows=n,this.height=n.length,this.width=n.length?n[0].length:0,this.
blank=n.every(o=>o.every(J))}static of(t,n){if(!Array.isArray(n))return new e(t,[[n]]);if(!n.some(o=>Array.isArray(o)))return new e(t,[n]);if(!n.every(o=>Array.isArray(o)))throw new O(`'${t}' must be \
a range: a list of rows, each a list of cells`);if(new Set(n.map(o=>o.length)).size>1)throw new O(`'${t}' must be a rectangle of cells; its rows have ${n.map(o=>o.length).join(", ")} cells`);return new e(
t,n)}at(t,n){return this.rows[t][n]}place(t,n){return this.height===1&&this.width===1?"":this.height===1?`column ${n+1}`:this.width===1?`row ${t+1}`:`row ${t+1}, column ${n+1}`}rowTold(t){return this.
height>1?`row ${t+1}`:""}filledRows(){return rn(this.height,t=>this.rows[t].every(J))}filledColumns(){return rn(this.width,t=>this.rows.every(n=>J(n[t])))}countColumns(){return this.width===2?[0,1]:this.
filledColumns()}line(t){let[n,o]=this.wholeLine(t);return[rn(n.length,s=>J(this.at(...n[s]))).map(s=>n[s]),o]}wholeLine(t){let[n,o]=[St(this.height),St(this.width)];if(n.length>1&&o.length>1){let[s,i]=[
this.filledRows(),this.filledColumns()];if(s.length>1&&i.length>1)throw new O(`${t}, in one row or one column; got ${this.height} rows × ${this.width} columns`);s.length>1?o=i:n=s}let r=[];for(let s of n)
for(let i of o)r.push([s,i]);return[r,n.length===1&&o.length>1]}};function rn(e,t){let[n,o]=[0,e-1];for(;n<=o&&t(n);)n+=1;for(;o>n&&t(o);)o-=1;return St(e).slice(n,o+1)}function St(e){return Array.from(
{length:e},(t,n)=>n)}var Le=class{constructor(t,n){this.values=t,this.across=n}laid(t){return ac(t,this.across)}},an=class{constructor(t,n){this.transitions=t,this.across=n}laid(t){return ac(t,this.across)}};function ac(e,t){
return t?[[...e]]:e.map(n=>[n])}var lm=/^[+-]?[\s\x1c-\x1f\x85]*(\p{Nd}[\p{Nd},]*\.?\p{Nd}*|\.\p{Nd}+)(e[+-]?\p{Nd}+)?[\s\x1c-\x1f\x85]*%?$/iu,hm=/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,fm=2958465;function cn(e){if(typeof e=="boolean")return new O(
`is ${e?"TRUE":"FALSE"}: write a number`);if(typeof e=="number"||typeof e=="bigint"){let o=Number(e);return Number.isFinite(o)?o:new w("is not a finite number: write one below 1.8e+308")}if(J(e))return new O(
"is blank: write a number, or leave blanks only at the ends");if(e instanceof $t)return new O(`is the date ${e.told}: write a number`);if(typeof e!="string")return new O(`is ${String(e)}: write a numb\
er`);let t=sn(e);if(ic.includes(t.toUpperCase()))return new dt("is still loading: try again once it shows a value","#N/A");if(ae(t))return new dt(`holds the error ${t}: mend that cell first`,t.toUpperCase());
if(t.startsWith("Err:"))return new dt(`holds the error ${t}: mend that cell first`,"#VALUE!");let n=lm.test(t)?"numbers held as text do not count: type it again as a number":"write a number";return new O(
`is the text '${e}': ${n}`)}function un(e,t){let n=cn(e);if(typeof n!="number")return n;let o=t.complaint(n);return o===null?n:new w(`is ${o}`)}function Qt(e,t){let n=t.map(([,i])=>i.message);t.every(
([,i])=>i instanceof w)&&(n=he(n));let o=t.map(([i],a)=>`${i||"it"} ${n[a]}`).join("; "),r=`${e}; ${o}`,s=t[0][1];return s instanceof dt?new dt(r,s.code):s instanceof w?new w(r):new O(r)}function io(e,t){
if(e.height!==1||e.width!==1)throw new O(`'${e.name}' must be one cell with ${t.one}; got a range of ${e.height} × ${e.width} cells`);let n=un(e.at(0,0),t);if(typeof n=="number")return n;throw Qt(`'${e.
name}' must be ${t.one}`,[[e.place(0,0),n]])}function cc(e){let t=`'${e.name}' must be TRUE or FALSE`;if(e.height!==1||e.width!==1)throw uc(e,`${t} in one cell`);let n=e.at(0,0);if(typeof n=="boolean")
return n;if(n===0||n===1)return n===1;let o=cn(n);if(!(o instanceof dt)){let r=typeof n=="string"?`the text '${n}'`:mm(n);o=new O(`is ${r}: write TRUE or FALSE`)}throw Qt(t,[[e.place(0,0),o]])}function mm(e){
return e instanceof $t?e.told:T(Number(e))}function uc(e,t){for(let n=0;n<e.height;n+=1)for(let o=0;o<e.width;o+=1){let r=cn(e.at(n,o));if(r instanceof dt)return Qt(t,[[e.place(n,o),r]])}return new O(
`${t}; got a range of ${e.height} × ${e.width} cells`)}function ao(e){let t=`'${e.name}' must be a date`;if(e.height!==1||e.width!==1)throw new O(`${t} in one cell; got a range`);let n=e.at(0,0);if(n instanceof
$t)return n.serial;if(typeof n=="string"&&!ae(sn(n))&&!J(n)){let r=hm.test(sn(n))?so(sn(n)):null;if(r!==null)return r;throw new O(`${t}; ${e.place(0,0)||"it"} is the text '${n}': write it as 2027-01-3\
1, or as a date cell`)}let o=cn(n);if(typeof o!="number")throw Qt(t,[[e.place(0,0),o]]);if(!(o>=0&&o<=fm+1-1e-9))throw new w(`${t}; got ${T(o)}, which is no day of a calendar`);return Math.floor(o)}function Be(e,t){
let n=`'${e.name}' must be ${t.plural}`,[o,r]=e.line(n);if(!o.length)throw new O(`${n}; it is blank`);return new Le(co(e,o,t,n),r)}function co(e,t,n,o,r=()=>null){var a;let s=[],i=[];for(let c of t){let u=(a=
r(c))!=null?a:un(e.at(...c),n);typeof u=="number"?s.push(u):i.push([e.place(...c),u])}if(i.length)throw Qt(o,i);return s}function lc(e){if(wr(e))return new an($e(e),!1);let t=Be(e,L),n=t.values.map(o=>pt.
of(o));return new an(n,t.across&&n.length>1)}function wr(e){let[t,n]=[e.filledRows(),e.countColumns()];return n.length!==2?!1:t.length?t.length>1||pm(e,t[0],n):e.height>1}function pm(e,t,n){let[o,r]=n.
map(s=>cn(e.at(t,s)));if(typeof o!="number"||typeof r!="number"||o<=1&&r<=1)return!1;if(o>1&&Number.isInteger(o)&&Number.isInteger(r))return!0;throw new w(`'${e.name}' in a row of two cells must be tw\
o shares up to 1, or whole counts entered and advanced; got ${T(o)} and ${T(r)}: write 47% or 0.47 for a rate`)}function $e(e){let t=`'${e.name}' must be counts, entered and advanced in two columns`,[
n,o]=[e.filledRows(),e.countColumns()];if(o.length!==2&&n.length)throw uc(e,t);if(!n.length)throw new O(`${t}; it is blank`);let r=[],s=[];for(let i of n){let[a,c]=o.map(u=>un(e.at(i,u),S));if(typeof a!=
"number"&&s.push([e.place(i,o[0]),a]),typeof c!="number"&&s.push([e.place(i,o[1]),c]),!(typeof a!="number"||typeof c!="number"))if(c>a){let u=`is ${T(c)} advanced of ${T(a)} entered: at most all can`;
s.push([e.place(i,o[1]),new w(u)])}else r.push(pt.learnt(a,c))}if(s.length)throw Qt(t,s);return r}var br=class{constructor(t){this.entries=t}get lines(){return St(this.entries[0].length).map(t=>this.entries.map(n=>n[t]))}},uo=class{constructor(t,n){this.argument=t,this.cells=n,this.expected=`'${t.
name}' must be ${t.quantity.plural}`,this.isTable=t.kind==="COLUMNS"||t.kind==="ROWS",this.isAlone=t.single&&n.height===1&&n.width===1}blank(t){return t.every(([n,o])=>J(this.cells.at(n,o)))}};function hc(e){
let t=Er(e),n={};for(let o of e){let r=o.argument.name;if(o.cells.blank)throw new O(`${o.expected}; it is blank`);n[r]=o.isTable?Nm(o,t[r]):Em(o,t[r])}return bm(e.filter(o=>!o.isAlone).map(o=>o.argument.
name),t),n}function Er(e){let t={};for(let i of e)if(!i.isTable){let[a]=i.cells.wholeLine(i.expected);t[i.argument.name]=a.map(c=>[c])}let n=new Set(Object.values(t).map(i=>i.length));for(let i of e)i.
isTable&&(t[i.argument.name]=gm(i,n));let o=e.filter(i=>!i.isAlone),r=new Set(o.map(i=>t[i.argument.name].length)).size===1,s={};for(let i of e){let a=r&&!i.isAlone?o:[i],c=t[i.argument.name].slice(...wm(
a,t));s[i.argument.name]=dm(i,c)}return s}function dm(e,t){if(!e.isTable||e.cells.blank||!t.length)return t;let n=rn(t[0].length,o=>e.blank(t.map(r=>r[o])));return t.map(o=>n.map(r=>o[r]))}function gm(e,t){
let[n,o]=[St(e.cells.height),St(e.cells.width)];return e.argument.kind==="COLUMNS"&&(t.has(n.length)||!t.has(o.length))?n.map(s=>o.map(i=>[s,i])):o.map(s=>n.map(i=>[i,s]))}function wm(e,t){let[n,o]=[1/0,
0];for(let r of e)t[r.argument.name].forEach((s,i)=>{r.blank(s)||(n=Math.min(n,i),o=Math.max(o,i+1))});return o?[n,o]:[0,0]}function bm(e,t){if(new Set(e.map(n=>t[n].length)).size>1){let n=e.map(r=>`${t[r].
length} in '${r}'`).join(", "),o=e.map(r=>`'${r}'`).join(" and ");throw new O(`${o} must be equally long; got ${n}`)}}function Em(e,t){let{cells:n,argument:o,expected:r}=e,s=co(n,t.flat(),o.quantity,r);
return new Le(s,n.wholeLine(r)[1])}function Nm(e,t){let{cells:n,argument:o,expected:r}=e,s=new Set;if(o.blank!==null){let c=St(t[0].length).map(l=>t.map(h=>h[l])),u=t.map(l=>e.blank(l));for(let l of c)
e.blank(l)||l.forEach((h,f)=>{!u[f]&&e.blank([h])&&s.add(String(h))})}let i=co(n,t.flat(),o.quantity,r,c=>s.has(String(c))?o.blank:null),a=0;return new br(t.map(c=>c.map(()=>i[a++])))}function fc(e,t,n){let o=new Map;return e.located(r=>{let s=o.get(r.argument);if(s===void 0){let i=t.arguments.find(a=>a.name===r.argument);s=i?Mm(t,i,n):a=>a.place,o.set(r.argument,s)}return s(r)})}function Nr(e,t,n){
return e.arguments.filter(o=>o.group===t&&!(o.optional&&n[o.name].blank)).map(o=>new uo(o,n[o.name]))}function Mm(e,t,n){let o=n[t.name];if(t.kind==="COUNTS"||t.kind==="STEPS"&&wr(o)){let s=o.filledRows();
return i=>i.entry<s.length?o.rowTold(s[i.entry]):null}let r=[[[0,0]]];return t.group?r=Er(Nr(e,t.group,n))[t.name]:(t.kind==="LIST"||t.kind==="STEPS")&&(r=o.line(t.name)[0].map(s=>[s])),s=>Tm(o,r,s)}function Tm(e,t,n){
var i;let o=(i=n.series)!=null?i:0;if(t.length===1)return e.place(...t[0][o]);if(n.entry>=t.length)return null;let r=t[n.entry];if(r.length===1||n.series!==null)return e.place(...r[o]);let s=r[r.length-
1];return r[0][0]===s[0]?e.rowTold(r[0][0]):`column ${r[0][1]+1}`}var lo=class{constructor(t){this.values=t}number(t){return this.values.get(t)}numberOr(t,n){var o;return(o=this.values.get(t))!=null?o:n}flag(t){return this.values.get(t)===!0}day(t){return this.number(
t)}list(t){return this.values.get(t)}listOrNone(t){return this.values.get(t)}table(t){return this.values.get(t)}steps(t){return this.values.get(t)}counts(t){return this.values.get(t)}};function pc(e,t){let n=Hr(e),o=n.arguments.length;if(t.length>o)throw new O(`${n.usage} takes at most ${o} arguments; got ${t.length}`);let r={};n.arguments.forEach((a,c)=>{var u;r[a.name]=Ae.of(a.name,
(u=t[c])!=null?u:null)});let s=new lo(Sm(n,r)),i=Om(n,r,s);for(let a of i)for(let c of a)Im(n,c);return i.map(a=>a.map(c=>c===0?0:typeof c=="bigint"?Number(c):c))}function dc(e,t){let n=t instanceof Error?
`${t.name}: ${t.message}`:String(t);return new Q(`${e} failed in a way that nobody foresaw (${n}): please report it with the formula and the cells it refers to`)}function Om(e,t,n){try{let o=rc[e.name](
n);if(o.some(r=>r.some(s=>Number.isNaN(s))))throw new D;return o}catch(o){throw o instanceof Q?fc(o,e,t):o instanceof D?new w(`${e.name} cannot be worked out with numbers of this size: check them`):o}}
function Im(e,t){if(typeof t=="string")return;if(!(typeof t=="bigint"?-z<=t&&t<=z:Number.isFinite(t)))throw new w(`the answer of ${e.name}, ${ot(Number(t),6)}, is larger than a cell can hold: whole nu\
mbers end at 2^53, others at 1.8e+308; check the numbers`)}function Sm(e,t){let n=new Map;for(let o of e.arguments)if(!n.has(o.name))if(mc(e,o,t[o.name]))n.set(o.name,null);else if(o.group){for(let s of e.
arguments)s.group===o.group&&mc(e,s,t[s.name]);let r=hc(Nr(e,o.group,t));for(let[s,i]of Object.entries(r))n.set(s,i)}else n.set(o.name,vm(o,t[o.name]));return n}function mc(e,t,n){if(!n.blank)return!1;
if(t.optional)return!0;if(n.height*n.width<=1)throw new O(`'${t.name}' is missing in ${e.usage}: ${t.help}`);return!1}function vm(e,t){return e.kind==="NUMBER"?io(t,e.quantity):e.kind==="FLAG"?cc(t):e.
kind==="DATE"?ao(t):e.kind==="LIST"?Be(t,e.quantity):e.kind==="COUNTS"?$e(t):lc(t)}var gc=[["Plan_Target","input","one cell","what must be reached: money with Plan_Value, else records; or what Plan_Goal says",gt],["Plan_Value","input","one cell","money that one won record brings; ma\
y be blank",$],["Plan_Rates","input","a cell per step, in one row or one column","the share of each stage's records that advances",L],["Plan_Counts","input","two columns, entered and advanced, with a \
row per step","records that entered each stage, and that advanced",S],["Plan_Goal","input","one cell","what the target counts: revenue, customers or profit; blank: revenue with Plan_Value","text"],["P\
lan_Purchases","input","one cell","purchases of a customer in a year; blank: 1",wt],["Plan_Existing","input","one cell","customers at the start of the term; blank: none",S],["Plan_Retention","input","\
one cell","the share of them that stays; blank: all",B],["Plan_Share_Of_Year","input","one cell","the part of the year that a new customer is there for; blank: 1/2 beside existing customers, else 1",L],
["Plan_Fixed_Cost","input","one cell","what the year costs however many buy, for a profit",F],["Plan_Margin","input","one cell","the share of revenue left after what was sold",qt],["Plan_CAC","input",
"one cell","what it costs to win one new customer, for a profit",F]];var ln=gc.map(([e,t,n,o,r])=>({name:e,role:t,shape:n,help:o,holds:r})),zb=ln.map(({name:e})=>e);var wc=20,Zt=class extends Ae{constructor(t,n,o){super(t,n),this.where=o}place(t,n){return this.where(t,n)}rowTold(t){return this.where(t,0)}},Ce=class extends Q{constructor(t,n){let o=n.slice(0,wc).map(
i=>i.sentence),r=n.length-wc;r>0&&o.push(`and ${r} more`);let s=`${t} has ${n.length} problems:`;super(o.length===1?`${t}: ${o[0]}`:[s,...o].join(`
  `)),this.code=n[0].code,this.problems=n}},Ue=class{constructor(t){this.find=t,this.found=new Map,this.problems=[],this.sentences=new Map}asked(t){var o;let n=this.found.get(t);return n===void 0&&(n=
this.find(t),this.found.set(t,n),n&&n.wrong&&this.keep({name:t,sentence:n.wrong,code:(o=n.code)!=null?o:"#VALUE!"})),n}has(t){return this.asked(t)!==null}place(t){var n,o;return(o=(n=this.asked(t))==null?
void 0:n.place)!=null?o:null}cells(t){let n=this.asked(t);if(!n||!n.place||!n.rows)return null;let o=n.place,r=new Zt(t,n.rows,(s,i)=>o.cell(s,i));return r.blank?null:r}value(t,n){let o=this.cells(t);
return o&&this.kept(t,()=>n(o))}kept(t,n){try{return n()}catch(o){if(!(o instanceof Q))throw o;return this.fault(t,o),null}}number(t,n){return this.value(t,o=>io(o,n))}line(t){let n=this.cells(t);if(!n||
n.width===1)return n;if(n.height>1){let r=`${n.height} × ${n.width}`;return this.fault(t,`'${t}' must be one row or one column; it is ${r}`),null}let o=n.rows[0].map(r=>[r]);return new Zt(t,o,r=>n.where(
0,r))}texts(t){let n=this.line(t);if(!n)return null;let o=n.rows.map(([r],s)=>{if(typeof r=="string"&&ae(r)){let i=n.place(s,0);this.fault(t,`'${t}' must be names; ${i} holds the error ${r}`)}return J(
r)?"":Rm(r).trim()});for(;o.length&&!o[o.length-1];)o.pop();return o}word(t,n){let o=this.texts(t);if(!o||!o.length)return null;let r=o[0].toLowerCase();if(o.length===1&&n.includes(r))return r;let s=`${n.
slice(0,-1).join(", ")} or ${n[n.length-1]}`,i=o.length===1?`it is ${Ge(o[0])}`:`it has ${o.length} cells`;return this.fault(t,`'${t}' must be ${s}; ${i}: write one of these words`),null}missing(t){let n=ln.
find(o=>o.name===t);if(!n)throw new Error(`no name of the contract is called ${t}`);return this.has(t)?`'${t}' is blank: write ${n.help}`:`the name '${t}' is not defined: it stands for ${n.help}; defi\
ne it as ${n.shape}`}fault(t,n){var c;let[o,r]=typeof n=="string"?[n,"#VALUE!"]:[n.message,n.code],s=String((c=this.place(t))!=null?c:""),i=s.slice(0,s.lastIndexOf("!")+1),a=i&&!o.includes(i)?`${o} (${s}\
)`:o;this.keep({name:t,sentence:a,code:r})}keep(t){var o;let n=(o=this.sentences.get(t.name))!=null?o:new Set;n.has(t.sentence)||(this.sentences.set(t.name,n.add(t.sentence)),this.problems.push(t))}wrong(t){
return this.sentences.has(t)}};function Rm(e){return typeof e=="boolean"?e?"True":"False":e instanceof $t?e.told:String(e)}var Mr=12;function Tr(e,t,n){let o=t.height>1;(o?t.rows[0]:t.rows.map(s=>s[0])).every(J)&&e.fault(t.name,`'${t.name}' must begin in its first cell, blank cells may only follow; ${t.place(0,0)} is blan\
k: write ${n} there, or let the name begin further `+(o?"down":"right"))}function bc(e){var s;let t=e.problems.length,[n,o]=[e.cells("Plan_Rates"),e.cells("Plan_Counts")];if(e.problems.length>t)return[];
if(!n&&!o)return xm(e),[];let r=e.kept("Plan_Rates",()=>_m(e,n,Ec(o)));return!r||e.problems.length>t?[]:(s=e.kept("Plan_Rates",()=>ym(r)))!=null?s:[]}function xm(e){for(let t of["Plan_Rates","Plan_Cou\
nts"])if(e.place(t)){e.fault(t,`'${t}' is blank: write the funnel's rates, top first`);return}e.fault("Plan_Rates","neither 'Plan_Rates' nor 'Plan_Counts' is defined: define one of them, as a cell per\
 step, or as two columns entered and advanced")}function ym(e){if(e.length<=Mr)return e;throw new w(`a funnel has at most ${Mr} steps, so ${Mr} stages above the wins; got ${e.length} rates: leave out \
the stages that nobody steers by`)}function Ec(e){if(!e||e.width===2||e.height!==2)return e;let t=St(e.width).map(n=>[e.at(0,n),e.at(1,n)]);return new Zt(e.name,t,(n,o)=>e.where(o,n))}function Nc(e,t){
let n=Ec(e.cells("Plan_Counts"));if(n&&t<n.height&&!n.rows[t].every(J))return n.place(t,0);let o=e.cells("Plan_Rates");return o?o.height>1?o.place(t,0):o.place(0,t):null}function _m(e,t,n){let o="the \
rate out of the top stage";if(!n)return t?(Tr(e,t,o),Be(t,L).values.map(u=>pt.of(u))):[];if(n.width!==2)throw new Q(`'${n.name}' must be two columns, entered and advanced, with a row per step; it is ${n.
height} × ${n.width} cells`);if(!t)return Tr(e,n,"the counts out of the top stage"),$e(n);let r=Am(e,n),s=[];for(let u of t.rows)s.push(...u);for(;s.length<n.height;)s.push(null);let i=t.height===1,a=new Zt(
t.name,s.map((u,l)=>[r.has(l)?1:u]),u=>i?t.where(0,u):t.where(u,0));return Tr(e,a,o),Be(a,L).values.map((u,l)=>{var h;return(h=r.get(l))!=null?h:pt.of(u)})}function Am(e,t){let n=St(t.height).filter(i=>!t.
rows[i].every(J)),o=n.map(i=>t.rows[i]),r=new Zt(t.name,o,(i,a)=>t.where(n[i],a)),s=e.kept(t.name,()=>$e(r));return new Map(n.map((i,a)=>[i,s?s[a]:null]))}var[hn,Mc,ke]=["revenue","customers","profit"],Lm=["Plan_Purchases","Plan_Existing","Plan_Retention","Plan_Share_Of_Year"];function Tc(e){let t=e.problems.length,n=e.word("Plan_Goal",[hn,Mc,ke]),o=e.number(
"Plan_Target",n===ke?Ot:gt),r=e.number("Plan_Value",$),s=n!=null?n:r===null?"records":hn,i=["Plan_Target"];(s===hn||s===ke)&&i.push("Plan_Value"),s===ke&&i.push("Plan_Fixed_Cost","Plan_Margin","Plan_C\
AC");let a=i.filter(m=>e.cells(m)===null&&!e.wrong(m)),u=s===hn&&Lm.some(m=>e.cells(m)!==null)||s===ke?Bm(e):null,l=s===ke?$m(e):null;if(a.length||e.problems.length>t||o===null)return{target:null,missing:a};
let h=s===Mc||e.has("Plan_Goal");return{target:e.kept("Plan_Target",()=>u&&r!==null?{amount:Cm(o,r,u,l),value:null}:s===hn?{amount:o,value:r}:{amount:h?_e(o):o,value:null}),missing:[]}}function Bm(e){
let t=e.number("Plan_Purchases",wt),n=e.number("Plan_Existing",S),o=e.number("Plan_Retention",B),r=e.number("Plan_Share_Of_Year",L);return{purchases:t,existing:n,retention:o,shareOfYear:r}}function $m(e){
let t=e.number("Plan_Fixed_Cost",F),n=e.number("Plan_Margin",qt),o=e.number("Plan_CAC",F);return[t!=null?t:0,n!=null?n:0,o!=null?o:0]}function Cm(e,t,n,o){if(!o)return Pn(e,{value:t,...n});let[r,s,i]=o;
return qn(e,r,s,i,{value:t,...n})}function ho(e,t){let n=new Ue(t),o=Um(n);if(!o)throw new Ce(e,n.problems);let r=n.place("Plan_Rates");return r!==null&&r.rows===1&&r.columns>1?[o]:o.map(i=>[i])}function Um(e){let{target:t,missing:n}=Tc(
e),o=bc(e);for(let r of n)e.fault(r,e.missing(r));if(e.problems.length||!t)return null;try{return km(t,o)}catch(r){if(!(r instanceof Q))throw r;return e.fault("Plan_Rates",r.located(s=>Nc(e,s.entry))),
null}}function km(e,t){let n=e.amount||1,o=nn(n,t,e.value);return Kn(n,t,e.value),o.map(r=>e.amount===0?0:Number(r))}var Oc={"one cell":{Plan_Confidence:H,Plan_Goal_Owner:"text",Plan_Last_Year:Ot,Plan_Currency:"text",Plan_Start:"date",Plan_End:"date",Plan_As_Of:"date",Plan_Budget:F,Plan_Churn:de,Plan_Grain:"text",Plan_Result:"\
text"},"a cell per stage, in one row or one column":{Plan_Stages:"text",Plan_Owners:"text",Plan_Volumes:S},"a cell per period, in one row or one column":{Plan_Weights:W},"a cell per step, in one row o\
r one column":{Plan_Lags:ge},"a row per stage, a column per period":{Plan_Actuals:S},"a cell per channel, in one row or one column":{Plan_Channels:"text",Plan_Shares:B,Plan_Capacities:j,Plan_Ceilings:W,
Plan_Halves:$,Plan_Shapes:kt,Plan_Spend:F},"a row per step, a column per channel":{Plan_Channel_Rates:L},"a cell per scenario, in one row or one column":{Plan_Scenario_Budgets:F,Plan_Scenario_Ceilings:W},
"a cell per activity, in one row or one column":{Plan_Activities:"text"},"six columns, date, channel, stage, kind, what and amount, with a row per entry":{Plan_Log:"mixed"},"four columns, entered A, a\
dvanced A, entered B and advanced B, with a row per experiment":{Plan_Experiments:S}},Ic={"a cell per stage, in one row or one column":["Plan_Required","Plan_Required_Confident","Plan_Expected","Plan_\
Pace","Plan_Volumes_At_Fill"],"27 cells in one row or one column: target, value, confidence, 12 rates, 12 entered":["Plan_Basis"],"a row per stage, a column per period":["Plan_Schedule"],"one cell":["\
Plan_Probability","Plan_Budget_At_Fill"],"a row per stage, a column per channel":["Plan_Mix"],"a cell per channel, in one row or one column":["Plan_Allocation","Plan_Ceilings_At_Fill","Plan_Halves_At_\
Fill","Plan_Shapes_At_Fill"],"a row per channel, a column per scenario":["Plan_Scenario_Allocations"],"a cell per scenario, in one row or one column":["Plan_Scenario_Budgets_At_Fill","Plan_Scenario_Ce\
ilings_At_Fill"],"seven columns, verdict, slope, p, centre, lower, upper and signal, with a row per step":["Plan_Trends"],"four columns, lag, r, p and q, with a row per activity":["Plan_Correlations"],
"a cell per experiment, in one row or one column":["Plan_Experiment_Odds"],"a row per step, a column per period":["Plan_Step_Rates_At_Fill"],"a row per activity, a column per period":["Plan_Activities\
_At_Fill"],"a cell per period, in one row or one column":["Plan_Results_At_Fill"],"four columns, entered A, advanced A, entered B and advanced B, with a row per experiment":["Plan_Experiments_At_Fill"],
"two cells, in one row or one column":["Plan_Filled"]};var Or=[];for(let[e,t]of Object.entries(Oc))for(let[n,o]of Object.entries(t))Or.push({name:n,role:"input",shape:e,help:"",holds:o});for(let[e,t]of Object.entries(Ic))for(let n of t)Or.push({name:n,role:"\
output",shape:e,help:"",holds:"mixed"});var Ir=[...ln,...Or],Fm=new Map(Ir.map(e=>[e.name.toLowerCase(),e]));function ce(e){var t;return(t=Fm.get(e.toLowerCase()))!=null?t:null}var Pm=/^[\p{L}_][\p{L}\p{N}_]*$/u,qm=/^([A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*)$/i,fn=class{constructor(t,n,o,r,s){this.sheet=t,this.top=n,this.left=o,this.rows=r,this.columns=s}cell(t,n){return`${Dm(
this.sheet)}!${Fe(this.left+n)}${this.top+t}`}toString(){let t=this.cell(0,0);if(this.rows===1&&this.columns===1)return t;let n=Fe(this.left+this.columns-1);return`${t}:${n}${this.top+this.rows-1}`}};
function Fe(e){let[t,n]=["",e];for(;n>0;)t=String.fromCharCode(65+(n-1)%26)+t,n=Math.floor((n-1)/26);return t}function Dm(e){return Pm.test(e)&&!qm.test(e)?e:`'${e.replace(/'/g,"''")}'`}var Gm="T00:00:00";function fo(e,t){let n=Wm(t);return Array.from(e,o=>Array.isArray(o)?o.map(r=>Array.isArray(r)?r.map(s=>Sr(s,n)):[Sr(r,n)]):Sr(o,n))}function Sc(e){return Array.from(e).every(t=>t==
null)}function vc(e){return e.map(t=>t.map(n=>typeof n=="bigint"?Number(n):n))}function Sr(e,t){if(typeof e!="object")return e===void 0?null:e;if(e===null)return null;let n=Object.prototype.toString.call(
e);return n==="[object Date]"?Hm(e,t):n==="[object Error]"?e.message:String(e)}function Hm(e,t){if(Number.isNaN(e.getTime()))return String(e);let n=t(e),o=so(n.slice(0,10));return o===null?n:new $t(o,
n.endsWith(Gm)?n.slice(0,10):n)}function Wm(e){let t=new Map;return n=>{let o=t.get(n.getTime());if(o!==void 0)return o;let r=e(n);return t.set(n.getTime(),r),r}}var jm="plan_",Rc=1e6,Xt=class e{constructor(t){this.spreadsheet=t,this.listed=null,this.zone=""}static active(){let t=mn(()=>SpreadsheetApp.getActive(),null);return new e(t!=null?t:SpreadsheetApp.getActiveSpreadsheet())}get title(){
return mn(()=>this.spreadsheet.getName(),"this spreadsheet")}clock(t){return this.zone||(this.zone=this.spreadsheet.getSpreadsheetTimeZone()),Utilities.formatDate(t,this.zone,"yyyy-MM-dd'T'HH:mm:ss")}names(){
return[...this.ranges().values()].map(({name:t})=>t)}find(t){var u;let n=this.known(t);if(!n)return null;let{range:o}=n;if(!o)return Qm(t);let r=mn(()=>vr(o),new fn(t,1,1,1,1)),s=r.rows*r.columns;if(s>
Rc)return{wrong:`'${t}' (${r}) has ${s} cells, which is more than ${Rc}: let the name stand for fewer rows and columns`};let a=((u=ce(t))==null?void 0:u.holds)==="mixed"?Ym:l=>this.clock(l),[c]=fo([o.
getValues()],a);return{place:r,rows:c}}known(t){var o;if(mn(()=>this.ranges(),null))return(o=this.ranges().get(t.toLowerCase()))!=null?o:null;let n=this.spreadsheet.getRangeByName(t);return n&&{name:t,
range:n}}ranges(){if(this.listed)return this.listed;let t=new Map;for(let n of this.spreadsheet.getNamedRanges()){let o=n.getName();o.toLowerCase().startsWith(jm)&&t.set(o.toLowerCase(),{name:o,range:Vm(
n)})}return this.listed=t,t}};function Ym(e){return e.toISOString().slice(0,19)}function vr(e){return new fn(e.getSheet().getName(),e.getRow(),e.getColumn(),e.getNumRows(),e.getNumColumns())}function Vm(e){
return mn(()=>e.getRange(),null)}function mn(e,t){try{return e()}catch{return t}}function Qm(e){return{wrong:`'${e}' points at cells that are gone (#REF!): point it at cells again in Data > Named rang\
es`,code:"#REF!"}}var Zm="FUNNEL_REQUIRED",xc=2e3;function yc(e,t){try{return vc(Xm(e,t))}catch(n){let o=n instanceof Q?n:dc(e,n);throw new Error(Jm(`${o.code}: ${o.message}`))}}function Xm(e,t){if(e===Zm&&Sc(t)){let n=Xt.
active();return ho(n.title,o=>n.find(o))}return pc(e,fo(t,zm()))}function zm(){if(typeof SpreadsheetApp=="undefined"||typeof Utilities=="undefined")return Km;let e=null;return t=>(e=e!=null?e:Xt.active(),
e.clock(t))}function Km(e){let t=[e.getFullYear(),e.getMonth()+1,e.getDate()],n=[e.getHours(),e.getMinutes(),e.getSeconds()],[o,...r]=[...t,...n].map(String),[s,i,...a]=r.map(c=>c.padStart(2,"0"));return`${o.
padStart(4,"0")}-${s}-${i}T${a.join(":")}`}function Jm(e){return e.length<=xc?e:`${e.slice(0,xc-1)}…`}var _c="_at_fill",tp="one row or one column",Rr=20,ep={two:2,four:4,six:6,seven:7,27:27};function Ac(e,t,n){let o={wrong:[],filled:[],blank:[],volumes:null},r=new Ue(n);for(let s of t)op(o,r,s);try{o.
volumes=ho(e,n)}catch(s){if(!(s instanceof Ce))throw s;for(let{name:i,sentence:a}of s.problems){let c=np(a,i);r.wrong(c)||o.wrong.push(a),xr(o,c)}}return o.volumes&&lp(o,r,t,o.volumes.flat().length),o}
function np(e,t){let n=/^'(Plan_\w+)'/i.exec(e),o=n&&ce(n[1]);return o?o.name:t}function xr(e,t){e.filled=e.filled.filter(n=>n!==t),e.blank=e.blank.filter(n=>n!==t)}function op(e,t,n){var u;let o=(u=ce(
n))!=null?u:rp(n);if(!o){e.wrong.push(sp(n));return}let r=t.place(o.name),s=t.cells(o.name),i=t.problems.length;r&&t.kept(o.name,()=>ip(o,r));let a=t.problems.length===i;s&&a&&o.role==="input"&&t.kept(
o.name,()=>cp(o,s));let c=t.problems.filter(l=>l.name===o.name);for(let{sentence:l}of c)e.wrong.push(l);c.length||(o.role==="output"?e.filled.push(o.name):(s?e.filled:e.blank).push(o.name))}function rp(e){
if(!e.toLowerCase().endsWith(_c))return null;let t=ce(e.slice(0,-_c.length));return t&&t.role==="input"?{...t,name:e,role:"output"}:null}function sp(e){let t=e.toLowerCase(),n=Ir.find(r=>{let s=r.name.
toLowerCase();return s.startsWith(t)||t.startsWith(s)}),o=n?` (did you mean '${n.name}'?)`:"";return`'${e}' is no name of the funnel planner${o}: rename it, or leave it, it is not read`}function ip(e,t){
if(ap(e.shape,t))return;let{rows:n,columns:o}=t;throw new Q(`'${e.name}' must be ${e.shape}; ${t} is ${n} × ${o} cells: point the name at the right cells in Data > Named ranges`)}function ap(e,{rows:t,
columns:n}){if(e==="one cell")return t*n===1;let o=ep[e.split(" ")[0]];return e.includes(tp)?Math.min(t,n)===1&&(o===void 0||t*n===o):o===void 0||n===o||o===2&&t===2}function cp(e,t){if(e.holds==="dat\
e"){ao(t);return}let{holds:n}=e,o=e.shape==="one cell",r=[];if(t.rows.forEach((a,c)=>a.forEach((u,l)=>{if(J(u))return;let h=n instanceof C?un(u,n):up(u);h instanceof Q&&r.push([t.place(c,l),h])})),!r.
length)return;let s=o?"a text":"texts",i=n instanceof C?o?n.one:n.plural:n==="text"?s:"values";throw Qt(`'${e.name}' must be ${i}`,r)}function up(e){return typeof e!="string"||!ae(e.trim())?null:new dt(
`holds the error ${e.trim()}: mend that cell first`,e.trim())}function lp(e,t,n,o){let r=t.texts("Plan_Stages");r&&r.length&&r.length!==o&&(xr(e,"Plan_Stages"),e.wrong.push(`'Plan_Stages' names ${r.length}\
 stages, but ${o-1} rates make ${o}, the last being the wins: name one stage more than there are rates`));for(let s of n){let i=ce(s),a=i&&t.place(i.name);if(!a||i.role!=="output"||!i.shape.startsWith(
"a cell per stage"))continue;let c=a.rows*a.columns;c<o&&(xr(e,i.name),e.wrong.push(`'${i.name}' (${a}) has ${c} cells, but ${o} are needed: let the name stand for more cells`))}}function Lc(e){let{wrong:t,
filled:n,blank:o,volumes:r}=e,s=[];!t.length&&r&&s.push("All is well: the plan can be worked out.");for(let i of t.slice(0,Rr))s.push(`✗ ${hp(i)}`);if(t.length>Rr&&s.push(`✗ and ${t.length-Rr} mor\
e`),r){let i=r.map(a=>a.map(He).join(", ")).join(", ");s.push(`The plan needs, top of the funnel first: ${i}.`)}return n.length&&s.push(`In order: ${n.join(", ")}.`),o.length&&s.push(`Blank, and may b\
e: ${o.join(", ")}.`),s.join(`

`)}function hp(e){return e.length<=300?e:`${e.slice(0,299)}…`}var mo=["Visitor","MCL (marketing captured lead)","MQL (marketing qualified lead)","SAL (sales accepted lead)","SQL (sales qualified lead)","Opportunity","Closed won"],_r=[.01,.47,.38,.7,.5,.25],zt=6,
Bc=zt+mo.length,yr=4,$c=[["Plan_Target",1,1,1],["Plan_Value",2,1,1],["Plan_Confidence",3,1,1],["Plan_Stages",zt,0,mo.length],["Plan_Rates",zt,1,_r.length]],ue=class extends Error{};function Cc(e){let t=fp(
e),n=$c.map(([r])=>String(r)).filter(r=>e.find(r));if(n.length)throw new ue(`This spreadsheet already has a plan: ${gp(n)} ${n.length>1?"are":"is"} defined. Nothing was changed. See Data > Named range\
s.`);t.setValues(mp());for(let[r,s,i,a]of $c){let c=t.getCell(Number(s)+1,Number(i)+1);e.spreadsheet.setNamedRange(String(r),c.offset(0,0,Number(a),1))}return pp(t),dp(t),`A plan stands in ${vr(t)}. C\
hange the target, the value and the rates: the volumes follow. Its names are in Data > Named ranges.`}function fp(e){let t=e.spreadsheet.getActiveRange(),n=t?t.getSheet():e.spreadsheet.getActiveSheet(),
[o,r]=t?[t.getRow(),t.getColumn()]:[1,1],[s,i]=[o+Bc-1,r+yr-1],a=`${Fe(r)}${o}:${Fe(i)}${s}`,c="Select a cell with enough blank ones below and beside it, or add a sheet.";if(s>n.getMaxRows()||i>n.getMaxColumns())
throw new ue(`The plan takes ${a}, and the sheet ends before. ${c}`);let u=n.getRange(o,r,Bc,yr),l=u.getFormulas();return u.getValues().forEach((h,f)=>h.forEach((m,p)=>{if(J(m)&&!l[f][p])return;let d=`${Fe(
r+p)}${o+f}`;throw new ue(`The plan takes ${a}, and ${d} is filled: nothing was changed. ${c}`)})),u}function mp(){let e=mo.map((t,n)=>{var o;return[t,(o=_r[n])!=null?o:"","",""]});return[["Funnel pla\
n","","a rate is the share of a stage's records that reaches the next stage",""],["Target",1e6,"what must be reached, in money",""],["Value",1e4,"money that one won record brings",""],["Confidence",.8,
"how sure to be of the target",""],["","","",""],["Stage","Rate","Needed on average","Needed to be that sure"],...e]}function pp(e){let t="Plan_Target; Plan_Rates; Plan_Value";e.getCell(zt+1,3).setFormula(
`=FUNNEL_REQUIRED(${t})`),e.getCell(zt+1,4).setFormula(`=FUNNEL_REQUIRED(${t}; Plan_Confidence)`)}function dp(e){let t=(n,o,r,s)=>e.offset(n,o,r,s);t(0,0,1,1).setFontWeight("bold"),t(zt-1,0,1,yr).setFontWeight(
"bold"),t(1,1,2,1).setNumberFormat("#,##0"),t(3,1,1,1).setNumberFormat("0%"),t(zt,1,_r.length,1).setNumberFormat("0.0%"),t(zt,2,mo.length,2).setNumberFormat("#,##0")}function gp(e){return e.length===1?
e[0]:`${e.slice(0,-1).join(", ")} and ${e[e.length-1]}`}var Ar="Funnel";function Uc(){let e=qc();e&&e.createMenu(Ar).addItem("Check names","funnelCheckNames").addItem("Insert plan","funnelInsertPlan").addSeparator().addItem("What is this?","funnelAbout").addToUi()}
function kc(){Lr("Check names",()=>{let e=Xt.active(),t=e.names();return t.length?Lc(Ac(e.title,t,n=>e.find(n))):"This spreadsheet defines no name that begins with Plan_. Funnel > Insert plan puts in \
a small plan with its names; or define Plan_Target and Plan_Rates in Data > Named ranges."})}function Fc(){Lr("Insert plan",()=>Cc(Xt.active()))}function Pc(e){Lr("What is this?",()=>[`${To.length} fu\
nctions that plan a marketing and sales funnel backwards from its target: type =FUNNEL_ in a cell, and Sheets lists them with their help.`,"Type the share that advances out of each stage beneath one a\
nother in B2:B7, top of the funnel first: 1%, 47%, 38%, 70%, 50%, 25%. Then =FUNNEL_REQUIRED(1000000, B2:B7, 10000) says how many records each stage needs for a revenue of 1,000,000 at 10,000 a win. I\
n a spreadsheet that writes 0,5 for a half, put ; in place of each comma.","Where a cell shows #ERROR!, point at it: the text says what was expected, what was got and what to do.","Everything is worke\
d out by the script in this spreadsheet: nothing is sent anywhere.",`Version ${e} of the funnel planner, whose guide to this script is addin/google/functions.md.`].join(`

`))}function Lr(e,t){let n;try{n=t()}catch(r){n=wp(r)}let o=qc();o?o.alert(`${Ar}: ${e}`,n,o.ButtonSet.OK):console.log(`${Ar}: ${e}
${n}`)}function wp(e){let t=e instanceof Error?e.message:String(e);return e instanceof ue?t:`Sheets did not allow it, or something failed that nobody foresaw: ${t}

To change a spreadsheet you must be allowed to edit it, and its cells must not be protected.`}function qc(){try{return SpreadsheetApp.getUi()}catch{return null}}return Qc(bp);})();

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
  FunnelPlanner_.about("0.1.0");
}

/**
 * The volumes needed at each stage to reach a target, top of the funnel first. It answers a number per stage, lying as the rates lie.
 * Without arguments it reads the names Plan_Target, Plan_Value and Plan_Rates or Plan_Counts of this spreadsheet once: Sheets does not work it out anew when their cells change. Handed over, they are followed: =FUNNEL_REQUIRED(Plan_Target, Plan_Rates, Plan_Value).
 * Example: =FUNNEL_REQUIRED(1000000, B2:B7, 10000) with 1%, 47%, 38%, 70%, 50%, 25% in B2:B7
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
 * Example: =FUNNEL_FORECAST(B2:D2, B3:C3) with 400, 100, 0 in B2:D2 and 50%, 25% in B3:C3
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
 * Example: =FUNNEL_PROBABILITY(100, B2:B3, 25%) with 400, 0 in B2:B3
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
 * Example: =FUNNEL_CUSTOMERS(1000000, 250, 4, 800, 80%)
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
 * Example: =FUNNEL_CUSTOMERS_FOR_PROFIT(250000, 200000, 60%, 250, 100, 4, 800, 80%)
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
 * Example: =FUNNEL_SPREAD(100, B2:D2) with 1, 1, 1 in B2:D2
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
 * Example: =FUNNEL_SCHEDULE(B2:B6, C2:C4, 20%, 50) with 6, 10, 10, 12, 12 in B2:B6 and 0%, 60%, 40% in C2:C4
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
 * Example: =FUNNEL_WINS(B2:B7, C2:C5, 25%) with 100, 120, 140, 160, 180, 200 in B2:B7 and 10%, 50%, 30%, 10% in C2:C5
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
 * Example: =FUNNEL_CAPACITY(B2:B7, 15, C2:C4) with 8, 2, 0, 1, 0, 0 in B2:B7 and 0%, 25%, 50% in C2:C4
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
 * Example: =FUNNEL_RATES(B2:E2) with 6400, 3008, 1143, 800 in B2:E2
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
 * Example: =FUNNEL_SHRINK(B2:B5, C2:C5) with 493, 40, 900, 210 in B2:B5 and 15, 9, 101, 30 in C2:C5
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
 * Example: =FUNNEL_MIX(100, B2:C2, B3:C4) with 75%, 25% in B2:C2 and 10%, 20%; 50%, 40% in B3:C4
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
 * Example: =FUNNEL_ALLOCATE(10000, B2:B4, C2:C4) with 100, 60, 25 in B2:B4 and 5000, 4000, 500 in C2:C4
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
 * Example: =FUNNEL_PAYBACK(500, 50, 80%)
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
 * Example: =FUNNEL_LTV(50, 80%, 3%)
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
 * Example: =FUNNEL_BRIDGE(B2:B4, C2:C4) with 10000, 0.05, 200 in B2:B4 and 9000, 0.045, 210 in C2:C4
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
 * Example: =FUNNEL_MIX_BRIDGE(B2:B3, C2:C3, D2:D3, E2:E3) with 600, 400 in B2:B3 and 10%, 5% in C2:C3 and 400, 600 in D2:D3 and 11%, 6% in E2:E3
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
 * Example: =FUNNEL_SENSITIVITY(B2:C3, 1000000) with 1000, 470; 40, 10 in B2:C3
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
 * Example: =FUNNEL_LEVERS(100, 80%, 250, 4)
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
 * Example: =FUNNEL_XMR(B2:B9) with 50, 52, 49, 51, 50, 48, 51, 90 in B2:B9
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
 * Example: =FUNNEL_TREND(B2:B9) with 10, 12, 11, 14, 13, 15, 16, 15 in B2:B9
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
 * Example: =FUNNEL_CORRELATE(B2:B13, C2:C13, 2) with 30, 34, 39, 36, 31, 35, 44, 47, 41, 40, 43, 52 in B2:B13 and 14, 15, 17, 19, 18, 16, 18, 22, 23, 21, 20, 21 in C2:C13
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
 * Example: =FUNNEL_SAMPLE_SIZE(10%, 20%)
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
