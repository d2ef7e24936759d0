namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>What was to be written cannot be; the message says why.</summary>
internal sealed class OutputException : Exception
{
    public OutputException()
    {
    }

    public OutputException(string message)
        : base(message)
    {
    }

    public OutputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
