using Hotmail.Pacing.Telemetry;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.CrashTests;

/// <summary>All that the child says, on standard output: one line for each thing, with a mark at its end.</summary>
internal sealed class ChildVoice : IDeliveryObserver, ILoggerFactory, ILogger
{
    /// <summary>What each line ends with. A long text is written in pieces, and the kill may come between them: the mark tells a whole line from the beginning of one.</summary>
    public const string EndOfLine = " .";

    private long _lastSettled = Environment.TickCount64;

    /// <summary>The errors that the pacer has logged.</summary>
    public int Errors { get; private set; }

    /// <summary>How long no recipient was settled.</summary>
    public TimeSpan Quiet => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastSettled));

    public static void Say(params IEnumerable<string> lines) => Console.Out.WriteLine(string.Join('\n', lines.Select(static line => line + EndOfLine)));

    /// <summary>What an exception says, as one line.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ");

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
    {
        Say($"settled {settled.Recipient.Address} {settled.Recipient.Status}");
        Volatile.Write(ref _lastSettled, Environment.TickCount64);
        return default;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Errors++;
            Say($"error {OneLine(formatter(state, exception))}");
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
