using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hotmail.Pacing.Simulation.Reports;

namespace Hotmail.Pacing.Simulation.Tests.Reports;

public sealed class OutputFolderTests
{
    [Fact]
    public void Results_have_the_agreed_keys_in_the_agreed_order()
    {
        using var folder = new TestFolder();
        var scenario = TestScenario.Read();
        new OutputFolder(folder.Path).Write(Runner.Run(scenario, ["pacer", "postfix"]));

        var results = JsonNode.Parse(File.ReadAllText(folder.In("results.json")))!.AsArray();

        Assert.Equal(["pacer", "postfix"], results.Select(result => (string?)result!["strategy"]));
        string[] keys =
        [
            "scenario", "strategy", "goodput", "refused", "refusals", "connections", "worst_minute", "blocks", "delivered", "expired", "engaged_p99_s", "dormant_p50_s",
            "time_to_80_s", "events_per_s",
        ];
        Assert.All(results, result => Assert.Equal(keys, result!.AsObject().Select(field => field.Key)));
    }

    [Theory]
    [InlineData("pacer", "pacer,aimd,fixed-25")]
    [InlineData("aimd", "oracle,unlimited,aimd,fixed-25")]
    [InlineData("unlimited", "unlimited")]
    [InlineData("oracle", "oracle")]
    public void A_picture_shows_our_connections_or_those_of_the_first_strategy_with_a_ceiling(string shown, string strategies)
    {
        using var folder = new TestFolder();
        var scenario = TestScenario.Read();

        Assert.Null(new OutputFolder(folder.Path).Draw(scenario, Runner.Run(scenario, strategies.Split(','))));

        var texts = Texts(folder.In("short.svg"));
        Assert.Contains(texts, text => text.StartsWith($"short: connections of {shown} (", StringComparison.Ordinal));
        Assert.All(strategies.Split(','), strategy => Assert.Contains(texts, text => text.StartsWith(strategy, StringComparison.Ordinal)));
        Assert.Equal(shown is not "unlimited", texts.Contains("its ceiling"));
    }

    [Fact]
    public void The_same_runs_give_the_same_picture()
    {
        using var folder = new TestFolder();
        var scenario = TestScenario.Read();
        var output = new OutputFolder(folder.Path);
        output.Draw(scenario, Runner.Run(scenario, ["pacer", "unlimited", "kumomta"]));
        output.Draw(scenario, Runner.Run(scenario, ["pacer", "unlimited", "kumomta"]));

        Assert.Equal(File.ReadAllBytes(folder.In("short.svg")), File.ReadAllBytes(folder.In("short-2.svg")));
    }

    [Theory]
    [InlineData("00:01:00", 1)]
    [InlineData("01:00:00", 0)]
    [InlineData("30.00:00:00", 1)]
    public void Short_long_and_empty_runs_have_pictures(string duration, int messages)
    {
        using var folder = new TestFolder();
        var scenario = TestScenario.Read(json =>
        {
            json["name"] = "../odd: name";
            json["duration"] = duration;
            json["traffic"]!["messages"] = Math.Max(1, messages);
            json["receiver"]!["cap"]![0]!["connections"] = messages;
        });

        Assert.Null(new OutputFolder(folder.Path).Draw(scenario, Runner.Run(scenario, ["pacer"])));
        Assert.NotEmpty(Texts(folder.In("---odd--name.svg")));
    }

    [Fact]
    public void A_picture_that_cannot_be_written_costs_nothing_but_itself()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.In("short.svg"));
        var scenario = TestScenario.Read();
        var results = Runner.Run(scenario, ["pacer"]);
        var output = new OutputFolder(folder.Path);

        Assert.Contains("short.svg", output.Draw(scenario, results), StringComparison.Ordinal);
        output.Write(results);
        Assert.True(File.Exists(folder.In("results.json")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_told_before_the_run()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.In("file"), "");
        Directory.CreateDirectory(folder.In("results.json"));

        Assert.Contains(folder.In("file"), Assert.Throws<OutputException>(() => new OutputFolder(folder.In("file"))).Message, StringComparison.Ordinal);
        Assert.Throws<OutputException>(() => new OutputFolder(folder.In("file/below")));
        Assert.Throws<OutputException>(() => new OutputFolder(folder.Path));
    }

    [Fact]
    public void Results_that_are_there_stay_until_there_are_new_ones()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.In("results.json"), "old");
        var output = new OutputFolder(folder.Path);
        Assert.Equal("old", File.ReadAllText(folder.In("results.json")));

        output.Write([]);
        Assert.Equal("[]\n", File.ReadAllText(folder.In("results.json")));
    }

    private static List<string> Texts(string svg) =>
        [.. XDocument.Load(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim())];
}
