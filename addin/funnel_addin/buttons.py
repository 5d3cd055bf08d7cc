"""What the buttons of the Funnel tab do: the commands of `funnel`, on the workbook in front."""
