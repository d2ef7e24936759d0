using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>Mail cannot be signed as it is configured. It names each domain and what is wrong with it, and nothing of a private key.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without its problems it would say nothing.")]
public sealed class DkimSigningException : Exception
{
    internal DkimSigningException(IReadOnlyList<string> problems)
        : base($"DKIM signing cannot be used as it is configured:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}")
    {
        Problems = problems;
    }

    /// <summary>What is wrong, everything that was found, each as a sentence.</summary>
    public IReadOnlyList<string> Problems { get; }
}
