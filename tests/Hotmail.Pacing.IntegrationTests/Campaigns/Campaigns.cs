using System.Diagnostics;
using System.Net;
using System.Text;
using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>Pacers and mail for campaigns to <c>outlook.test</c> through one relay on loopback, sixty times faster than shipped.</summary>
internal static class Campaigns
{
    /// <summary>The destination group, and its one domain.</summary>
    public const string Group = "outlook.test";

    /// <summary>How much shorter every time of the controller's is.</summary>
    private const double Scale = 1.0 / 60;

    /// <summary>The configuration: everything leaves by one source, whose relay is the server.</summary>
    /// <param name="relay">The server.</param>
    /// <param name="configure">Sets what the test is about.</param>
    public static PacingOptions Options(IPEndPoint relay, Action<DestinationGroupOptions>? configure = null)
    {
        var group = new DestinationGroupOptions
        {
            InitialRetryDelay = TimeSpan.FromSeconds(1),
            RetryJitterMin = TimeSpan.Zero,
            RetryJitterMax = TimeSpan.FromMilliseconds(500),
            Control = Scaled(),
        };
        configure?.Invoke(group);
        var options = new PacingOptions();
        options.Groups[Group] = group;
        options.EgressSources["relay"] = new EgressSourceOptions
        {
            EhloName = "sender.test",
            Relay = new RelayOptions { Host = relay.Address.ToString(), Port = relay.Port },
        };
        return options;
    }

    /// <summary>A message, small, to these recipients.</summary>
    public static OutboundMessage Message(params string[] recipients) => new()
    {
        Sender = "campaign@sender.test",
        Recipients = [.. recipients.Select(static recipient => new Recipient(recipient))],
        Content = MessageContent.FromBytes(Encoding.ASCII.GetBytes("From: campaign@sender.test\r\nSubject: Campaign\r\n\r\nHello.\r\n")),
        Campaign = "campaign",
    };

    /// <summary>So many messages, each to a recipient of its own.</summary>
    public static IReadOnlyList<OutboundMessage> Messages(int count) => [.. Enumerable.Range(0, count).Select(static i => Message($"r{i}@{Group}"))];

    /// <summary>A group that starts far above what its server allows, with 10 messages a connection.</summary>
    public static void StartFarAbove(DestinationGroupOptions group)
    {
        group.StartConnections = 25;
        group.MaxParallelConnections = 150;
        group.MaxMessagesPerConnection = 10;
    }

    /// <summary>Asks again and again until a condition holds, of servers and a pacer that run in real time; fails the test when it does not in time.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What was waited for, in words; asked for only when it did not come.</param>
    /// <param name="atMost">The bound.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WaitUntilAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed >= atMost)
            {
                Assert.Fail($"Not within {atMost.TotalSeconds} s: {what()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    private static ControlOptions Scaled()
    {
        var control = new ControlOptions();
        control.Scale(Scale);
        return control;
    }
}
