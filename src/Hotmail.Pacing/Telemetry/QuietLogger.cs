using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.Telemetry;

/// <summary>The host's logger, without its exceptions: a log that cannot be written must not stop mail, and there is no other log to say so in.</summary>
internal sealed class QuietLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // Said above.
        }
    }
}
