using System.Collections.Concurrent;
using Hotmail.Pacing.Reputation.Dkim.Signing;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>A log that keeps what it was told.</summary>
internal sealed class NotedLog : ILogger<DkimMessageSigner>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _entries = new();

    public IReadOnlyList<string> Warnings => [.. _entries.Where(static entry => entry.Level == LogLevel.Warning).Select(static entry => entry.Text)];

    public string All => string.Join('\n', _entries.Select(static entry => entry.Text));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, formatter(state, exception)));
}
