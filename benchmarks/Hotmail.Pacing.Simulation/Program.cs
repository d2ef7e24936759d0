using Hotmail.Pacing.Simulation;
using Hotmail.Pacing.Simulation.Reports;
using Hotmail.Pacing.Simulation.Scenarios;

if (CommandLine.IsHelp(args))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}

try
{
    var command = CommandLine.Read(args);
    var scenarios = ScenarioReader.ReadAll(command.Scenario);
    var folder = command.Out is null ? null : new OutputFolder(command.Out);
    var results = new List<RunResult>();
    foreach (var scenario in scenarios)
    {
        var runs = Runner.Run(scenario, command.Strategies);
        ResultTable.Write(Console.Out, scenario, runs);
        results.AddRange(runs);

        // After every scenario: a run that is broken off keeps what it has.
        folder?.Write(results);
        if (folder?.Draw(scenario, runs) is { } reason)
        {
            Console.Error.WriteLine(reason);
        }
    }

    return 0;
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}
catch (Exception exception) when (exception is ScenarioException or OutputException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
