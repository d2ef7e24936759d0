namespace Hotmail.Pacing.Reputation.Checks.Guards;

/// <summary>
/// The time that one check may take, for whatever it asks of others. What a host's own part throws, or does not answer in time, is a failure of that one question: the rest of the check goes on.
/// </summary>
/// <param name="limit">The time.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckDeadline(TimeSpan limit, TimeProvider time)
{
    private readonly AsyncLocal<CancellationToken> _current = new();

    /// <summary>Begins the time of the check that calls, and of all that it calls.</summary>
    public CancellationTokenSource Begin()
    {
        var timer = new CancellationTokenSource(limit, time);
        _current.Value = timer.Token;
        return timer;
    }

    /// <summary>Asks, no longer than the check may take.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="fail">The answer where there is none, of the reason.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, Func<string, T> fail, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = _current.Value;
        var isOver = $"The check took more than {limit.TotalSeconds:0.###} seconds.";
        if (deadline.IsCancellationRequested)
        {
            return fail(isOver);
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        try
        {
            return await ask(both.Token).AsTask().WaitAsync(both.Token).ConfigureAwait(false) ?? fail("There was no answer.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return fail(deadline.IsCancellationRequested ? isOver : $"It could not be asked for: {e.Message}");
        }
    }
}
