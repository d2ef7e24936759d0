using Hotmail.Pacing.Simulation.Reports;

namespace Hotmail.Pacing.Simulation.Tests.Reports;

public sealed class ResultTableTests
{
    [Fact]
    public void Large_numbers_stay_aligned_and_within_160_columns()
    {
        var scenario = TestScenario.Read();
        var small = Runner.Run(scenario, ["pacer"])[0];
        var large = small with
        {
            Strategy = "kumomta-halving", Refused = 1, Refusals = 148_105_811, Connections = 148_405_842, WorstMinute = 1_899_976, Blocks = 14, Delivered = 12_345_678,
            Expired = 4_700_267, EngagedP50 = 7000, EngagedP99 = 7000, DormantP50 = 7000, DormantP99 = 7000, TimeTo80 = 7000,
        };
        using var writer = new StringWriter();

        ResultTable.Write(writer, scenario, [small, large]);

        var lines = writer.ToString().Split(Environment.NewLine);
        Assert.Equal("short: For tests.", lines[0]);
        Assert.All(lines[1..4], line => Assert.Equal(lines[1].Length, line.Length));
        Assert.InRange(lines[1].Length, 100, 160);
        Assert.Contains("100.000%", lines[3], StringComparison.Ordinal);
    }
}
