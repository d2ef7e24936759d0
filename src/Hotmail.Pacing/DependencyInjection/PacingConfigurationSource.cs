using Microsoft.Extensions.Configuration;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>The configuration section that the options are bound from.</summary>
/// <param name="Section">The section; <see langword="null"/> where the host has no configuration.</param>
internal sealed record PacingConfigurationSource(IConfiguration? Section)
{
    /// <summary>What stands before every key in a message.</summary>
    public string Path => Section is IConfigurationSection section ? section.Path : PacingOptions.SectionName;
}
