using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Tool;

/// <summary>What the tool has around it.</summary>
internal sealed record Terminal
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader Input { get; init; }

    /// <summary>How many characters a line of the output has; <see langword="null"/> where it is no screen.</summary>
    public int? Width { get; init; }

    /// <summary>Whether somebody is there to answer a question.</summary>
    public bool IsInteractive { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The environment's variables.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Makes a resolver, for what asks the DNS.</summary>
    public Func<IDnsResolver> Dns { get; init; } = static () => new DnsResolver();

    public static Terminal OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Input = Console.In,
        Width = Console.IsOutputRedirected || Console.WindowWidth < 1 ? null : Console.WindowWidth,
        IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
    };
}
