namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>A scenario file that cannot be run; the message names the file, the field and what it may be.</summary>
internal sealed class ScenarioException : Exception
{
    public ScenarioException()
    {
    }

    public ScenarioException(string message)
        : base(message)
    {
    }

    public ScenarioException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
