using Hotmail.Pacing.Reputation.Dkim.Signing;
using Hotmail.Pacing.Reputation.Dns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing;

/// <summary>Makes a pacer sign its mail.</summary>
public static class DkimProviderPacingBuilderExtensions
{
    /// <summary>
    /// Has every message signed with DKIM when it is accepted. The host does not start when a key cannot be used: a <see cref="DkimSigningException"/> names its domain and what is wrong.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the domains and their keys, and what is not to be as usual.</param>
    /// <exception cref="DkimSigningException">The options contradict each other, or lack something.</exception>
    public static ProviderPacingBuilder UseDkimSigning(this ProviderPacingBuilder builder, Action<DkimSigningOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new DkimSigningOptions();
        configure(options);

        // Checked here for its exception, which so comes from the line that is wrong.
        _ = new DkimMessageSigner(options);
        builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSigner>(provider => new DkimMessageSigner(
            options, provider.GetService<IDnsResolver>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<DkimMessageSigner>>())));
        return builder;
    }
}
