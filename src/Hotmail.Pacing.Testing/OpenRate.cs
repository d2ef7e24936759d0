namespace Hotmail.Pacing.Testing;

/// <summary>
/// A limit on how fast connections may be opened, whatever number is open: a connection that would be more than <see cref="Connections"/>
/// accepted within <see cref="Window"/> is refused.
/// </summary>
public sealed record OpenRate
{
    /// <summary>Makes a limit.</summary>
    /// <param name="connections">How many connections are accepted within the window; 0 refuses all.</param>
    /// <param name="window">The length of the sliding window; more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or a window that is not more than zero.</exception>
    public OpenRate(int connections, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(connections);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        Connections = connections;
        Window = window;
    }

    /// <summary>How many connections are accepted within the window.</summary>
    public int Connections { get; }

    /// <summary>The length of the sliding window.</summary>
    public TimeSpan Window { get; }
}
