using Hotmail.Pacing.Simulation;
using Hotmail.Pacing.Simulation.Reports;
using Hotmail.Pacing.Simulation.Scenarios;

try
{
    var command = CommandLine.Read(args);
    var results = new List<RunResult>();
    foreach (var scenario in ScenarioReader.ReadAll(command.Scenario))
    {
        var runs = Runner.Run(scenario, command.Strategies);
        ResultTable.Write(Console.Out, scenario, runs);
        results.AddRange(runs);
    }

    if (command.Out is { } folder)
    {
        ResultsFile.Write(folder, results);
    }

    return 0;
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}
catch (ScenarioException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
