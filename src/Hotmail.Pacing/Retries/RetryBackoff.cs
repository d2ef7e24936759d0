namespace Hotmail.Pacing.Retries;

/// <summary>How the delay grows from one retry to the next.</summary>
public enum RetryBackoff : byte
{
    /// <summary>Multiplied by the factor each time.</summary>
    Exponential = 0,

    /// <summary>The initial delay is added each time.</summary>
    Linear,

    /// <summary>Always the initial delay.</summary>
    Constant,
}
