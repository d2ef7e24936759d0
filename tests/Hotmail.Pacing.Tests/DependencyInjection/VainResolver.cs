using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>A host's own resolver: every domain is looked up in vain.</summary>
internal sealed class VainResolver : IMailExchangerResolver
{
    public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken) =>
        new(new MailExchangerAnswer(MailExchangerStatus.NoSuchDomain, []));

    public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) => throw new NotSupportedException();
}
