using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void All_strategies_run_unless_some_are_named()
    {
        Assert.Equal(StrategyCatalog.Names, CommandLine.Read(["--scenario", "a.json"]).Strategies);
        Assert.Equal(["pacer", "aimd"], CommandLine.Read(["--strategy", "pacer, aimd,pacer", "--scenario", "a.json"]).Strategies);
    }

    [Fact]
    public void The_usage_names_every_strategy() => Assert.All(StrategyCatalog.Names, name => Assert.Contains(name, CommandLine.Usage, StringComparison.Ordinal));

    [Theory]
    [InlineData("There is no strategy pacers; there are oracle, pacer, unlimited", "--scenario", "a", "--strategy", "pacers")]
    [InlineData("--strategy names none", "--scenario", "a", "--strategy", ",")]
    [InlineData("--scenario is missing", "--out", "b")]
    [InlineData("--scenario is not an option that there is, or is there twice", "--scenario", "a", "--scenario", "a")]
    [InlineData("--speed is not an option that there is", "--speed", "9")]
    [InlineData("--out needs a value", "--scenario", "a", "--out")]
    public void A_mistake_is_named(string message, params string[] arguments) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => CommandLine.Read(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void Results_do_not_go_among_the_scenarios_where_the_next_run_would_read_them()
    {
        using var folder = new TestFolder();

        Assert.Throws<ArgumentException>(() => CommandLine.Read(["--scenario", folder.Path, "--out", folder.Path + "/"]));
        Assert.Equal(folder.In("out"), CommandLine.Read(["--scenario", folder.Path, "--out", folder.In("out")]).Out);
    }

    [Theory]
    [InlineData(true, "--help")]
    [InlineData(true, "--scenario", "a", "-h")]
    [InlineData(false, "--scenario", "a")]
    public void Help_is_asked_for(bool expected, params string[] arguments) => Assert.Equal(expected, CommandLine.IsHelp(arguments));
}
