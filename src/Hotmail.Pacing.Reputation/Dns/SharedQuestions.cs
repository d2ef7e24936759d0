namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>Asks a question that is under way already only once, for all who want its answer. It goes on until there is an answer, or nobody waits for one any more.</summary>
/// <param name="ask">Asks.</param>
internal sealed class SharedQuestions(Func<string, DnsRecordKind, CancellationToken, Task<DnsAnswer>> ask)
{
    private readonly Dictionary<(string Name, DnsRecordKind Kind), Question> _underWay = [];

    /// <summary>Asks, or waits for whom has asked.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind of the records.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        var key = (name.ToUpperInvariant(), kind);
        Question? question;
        bool isFirst;
        lock (_underWay)
        {
            isFirst = !_underWay.TryGetValue(key, out question);
            if (question is null)
            {
                _underWay.Add(key, question = new Question());
            }

            question.Waiting++;
        }

        try
        {
            if (isFirst)
            {
                question.Start(ask, name, kind);
            }

            return await question.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, question);
        }
    }

    private void Leave((string Name, DnsRecordKind Kind) key, Question question)
    {
        bool isLast;
        lock (_underWay)
        {
            isLast = --question.Waiting == 0;

            // Who comes after an answer asks anew.
            if ((isLast || question.Answer.IsCompleted) && _underWay.TryGetValue(key, out var current) && current == question)
            {
                _underWay.Remove(key);
            }
        }

        if (isLast)
        {
            question.Dispose();
        }
    }

    private sealed class Question : IDisposable
    {
        private readonly TaskCompletionSource<DnsAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _abandoned = new();

        public Task<DnsAnswer> Answer => _answer.Task;

        public int Waiting { get; set; }

        public void Start(Func<string, DnsRecordKind, CancellationToken, Task<DnsAnswer>> ask, string name, DnsRecordKind kind) => _ = RunAsync(ask, name, kind);

        public void Dispose()
        {
            if (!Answer.IsCompleted)
            {
                _abandoned.Cancel();
            }

            _abandoned.Dispose();
        }

        private async Task RunAsync(Func<string, DnsRecordKind, CancellationToken, Task<DnsAnswer>> ask, string name, DnsRecordKind kind)
        {
            try
            {
                _answer.TrySetResult(await ask(name, kind, _abandoned.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                _answer.TrySetCanceled();
            }
            catch (Exception e)
            {
                _answer.TrySetException(e);
            }
        }
    }
}
