namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>A sender that knows the cap at every instant and is never refused.</summary>
internal static class Oracle
{
    /// <summary>The messages that it delivers.</summary>
    public static double Deliver(Scenario scenario)
    {
        var traffic = new Traffic(scenario);
        var session = new LogNormal(scenario.Connect).Mean + (scenario.MessagesPerConnection * new LogNormal(scenario.Message).Mean);
        var delivered = 0.0;
        for (var now = TimeSpan.Zero; now < scenario.Duration; now += TimeSpan.FromMinutes(1))
        {
            traffic.Tick(now);
            var cap = scenario.CapAt(now);
            if (scenario.Trust is { } trust)
            {
                cap = Math.Min(cap, Math.Min(trust.Max, trust.Start + (trust.PerHour * Math.Floor(now.TotalHours))));
            }

            var sessions = Math.Floor(cap) * 60 / session;
            if (scenario.OpenRate is { } rate)
            {
                sessions = Math.Min(sessions, rate.Connections * 60 / rate.Window.TotalSeconds);
            }

            delivered += traffic.Take(sessions * scenario.MessagesPerConnection, holdDormant: false);
        }

        return delivered;
    }
}
