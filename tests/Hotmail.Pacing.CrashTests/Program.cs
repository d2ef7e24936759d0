using Hotmail.Pacing.CrashTests;

if (args is ["child", var plan])
{
    using var child = new Child(ChildPlan.FromArgument(plan));
    await child.RunAsync();
}

if (CrashOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(CrashOptions.Usage);
    return 2;
}

try
{
    return await CrashTest.RunAsync(options) ? 0 : 1;
}
catch (Exception exception)
{
    await Console.Error.WriteLineAsync($"tests/crash: {exception.Message} (seed {options.Seed})");
    return 2;
}
