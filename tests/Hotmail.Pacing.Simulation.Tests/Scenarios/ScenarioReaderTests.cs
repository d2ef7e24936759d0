using System.Text.Json.Nodes;
using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void A_scenario_is_read()
    {
        var scenario = TestScenario.Read();

        Assert.Equal(("short", 3, TimeSpan.FromMinutes(30)), (scenario.Name, scenario.Seed, scenario.Duration));
        Assert.Equal((20_000, 0.3, 0.2), (scenario.Traffic.Messages, scenario.Traffic.Engaged, scenario.Traffic.Dormant));
        Assert.Equal([new CapStep(TimeSpan.Zero, 20)], scenario.Receiver.Cap);
        Assert.Equal(new PenaltyScenario(TimeSpan.FromMinutes(1), 10, 0.8, 4, 10), scenario.Receiver.Penalty);
        Assert.Equal((RefuseAt.Banner, TestScenario.Refusal, 50), (scenario.Receiver.RefuseAt, scenario.Receiver.Refusal, scenario.Receiver.MessagesPerConnection));
        Assert.Null(scenario.Receiver.Block);
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("traffic.colour")]
    [InlineData("latency.colour")]
    [InlineData("receiver.colour")]
    [InlineData("receiver.cap[0].colour")]
    [InlineData("receiver.penalty.colour")]
    public void An_unknown_field_is_an_error_that_names_it(string path) => AssertWrong(path, "\"red\"");

    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("seed", "1.5")]
    [InlineData("duration", "\"00:00:59\"")]
    [InlineData("duration", "\"a day\"")]
    [InlineData("sources", "0")]
    [InlineData("senders", "101")]
    [InlineData("traffic.messages", "0")]
    [InlineData("traffic.arrival", "\"later\"")]
    [InlineData("traffic.engaged", "1.01")]
    [InlineData("traffic.dormant", "0.71")]
    [InlineData("traffic.queueMaxAge", "12")]
    [InlineData("latency.connectMs", "[1]")]
    [InlineData("latency.messageMs[1]", "2999")]
    [InlineData("receiver", "[]")]
    [InlineData("receiver.cap", "[]")]
    [InlineData("receiver.cap[0].at", "\"00:00:01\"")]
    [InlineData("receiver.cap[0].connections", "-1")]
    [InlineData("receiver.refuseAt", "\"rcpt\"")]
    [InlineData("receiver.penalty.shrink", "1.1")]
    [InlineData("receiver.penalty.floor", "null")]
    [InlineData("receiver.messagesPerConnection", "0")]
    [InlineData("receiver.greylist", "-0.1")]
    [InlineData("receiver.badMailbox", "0.99")]
    public void A_value_out_of_range_is_an_error_that_names_its_field(string path, string value) => AssertWrong(path, value);

    [Theory]
    [InlineData("seed")]
    [InlineData("traffic.messages")]
    [InlineData("receiver.refusal")]
    [InlineData("receiver.cap[0].connections")]
    [InlineData("receiver.penalty.window")]
    public void A_missing_field_is_an_error_that_names_it(string path) => AssertWrong(path, null);

    [Fact]
    public void A_field_that_is_there_twice_is_an_error_that_names_it()
    {
        var text = TestScenario.Json().ToJsonString().Replace("\"engaged\"", "\"messages\":1,\"engaged\"", StringComparison.Ordinal);

        Assert.Contains(" traffic.messages is there twice", Assert.Throws<ScenarioException>(() => TestScenario.ReadText(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_no_JSON_is_an_error() => Assert.Contains("is not JSON", Assert.Throws<ScenarioException>(() => TestScenario.ReadText("{")).Message, StringComparison.Ordinal);

    /// <summary>Sets the field of that path, or takes it away, and expects an error that begins with the path.</summary>
    private static void AssertWrong(string path, string? value)
    {
        var error = Assert.Throws<ScenarioException>(() => TestScenario.Read(json => Set(json, path, value)));

        Assert.Matches(": " + System.Text.RegularExpressions.Regex.Escape(path) + " is ", error.Message);
    }

    private static void Set(JsonObject root, string path, string? value)
    {
        JsonNode at = root;
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
        {
            at = step[0] == '[' ? at[int.Parse(step[1..^1], null)]! : at[step]!;
        }

        if (steps[^1][0] == '[')
        {
            at[int.Parse(steps[^1][1..^1], null)] = JsonNode.Parse(value!);
        }
        else if (value is null)
        {
            at.AsObject().Remove(steps[^1]);
        }
        else
        {
            at[steps[^1]] = JsonNode.Parse(value);
        }
    }
}
