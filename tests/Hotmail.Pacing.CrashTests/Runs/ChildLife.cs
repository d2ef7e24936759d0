namespace Hotmail.Pacing.CrashTests;

/// <summary>One life of a child: what it does, and when it is killed.</summary>
/// <param name="Act">What it does.</param>
/// <param name="From">The word from which the time counts; <see langword="null"/> for the process's start.</param>
/// <param name="Time">How long it lives from there.</param>
internal sealed record ChildLife(ChildAct Act, string? From, TimeSpan Time)
{
    private const int LongestStart = 350;
    private const int LongestSend = 800;
    private const int LongestRest = 500;
    private const int LongestStop = 150;

    /// <summary>Most are killed while they enqueue and send; the others in the start, while they tidy up, or in the orderly stop.</summary>
    public static ChildLife Draw(Random random) => random.Next(20) switch
    {
        < 4 => new ChildLife(ChildAct.Send, null, Within(random, LongestStart)),
        < 13 => Send(random),
        < 16 => new ChildLife(ChildAct.Rest, "open", Within(random, LongestRest)),
        _ => new ChildLife(ChildAct.Stop, "stopping", Within(random, LongestStop)),
    };

    /// <summary>One that enqueues and sends.</summary>
    public static ChildLife Send(Random random) => new(ChildAct.Send, "open", Within(random, LongestSend));

    private static TimeSpan Within(Random random, int milliseconds) => TimeSpan.FromMilliseconds(random.NextDouble() * milliseconds);
}
