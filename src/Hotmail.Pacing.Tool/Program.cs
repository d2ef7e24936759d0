using Hotmail.Pacing.Tool;

return await PacingTool.RunAsync(args, Terminal.OfProcess(), CancellationToken.None).ConfigureAwait(false);
