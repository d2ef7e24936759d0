using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Binds the options from the host's configuration section. A key that nothing reads is an error: it is a known one, mistyped.</summary>
internal sealed class PacingOptionsBinder(PacingConfigurationSource source) : IConfigureOptions<PacingOptions>
{
    /// <exception cref="OptionsValidationException">The section has keys that nothing reads, or is not the section but all of the configuration.</exception>
    public void Configure(PacingOptions options)
    {
        if (source.Section is not (null or IConfigurationSection) && source.Section.GetSection(PacingOptions.SectionName).Exists())
        {
            const string Whole = $"AddProviderPacing was given the whole configuration; give it the section: GetSection(\"{PacingOptions.SectionName}\").";
            throw new OptionsValidationException(Options.DefaultName, typeof(PacingOptions), [Whole]);
        }

        if (source.Section is IConfigurationSection section && PacingConfigurationKeys.FindUnknown(section).ToArray() is { Length: > 0 } unknown)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(PacingOptions), unknown);
        }

        if (source.Section is not null)
        {
            PacingOptionsBinding.Bind(source.Section, options);
        }
    }
}
