using Hotmail.Pacing.CrashTests;

if (args is ["child", ..])
{
    await Child.RunAsync(args[1..]);
    return 0;
}

if (CrashOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(CrashOptions.Usage);
    return 2;
}

try
{
    return await CrashRun.RunAsync(options);
}
catch (Exception exception)
{
    await Console.Error.WriteLineAsync($"tests/crash: {exception.Message} (seed {options.Seed})");
    return 2;
}
