using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hotmail.Pacing.Transport;

/// <summary>Which certificates are good enough where a valid one is required. Immutable.</summary>
internal sealed class CertificatePolicy
{
    private readonly X509Certificate2Collection _roots;
    private readonly RemoteCertificateValidationCallback? _callback;

    public CertificatePolicy(MailKitTransportOptions options)
    {
        _roots = [.. options.TrustedRoots];
        _callback = options.CertificateValidation;
        Protocols = options.SslProtocols;
        CheckRevocation = options.CheckCertificateRevocation;
    }

    /// <summary>The TLS versions to offer.</summary>
    public SslProtocols Protocols { get; }

    /// <summary>Whether revocation is looked up.</summary>
    public bool CheckRevocation { get; }

    /// <summary>What MailKit asks about the certificate that it is shown.</summary>
    /// <param name="required">Whether it must be valid for the host's name; else any will do, which is what opportunistic TLS means.</param>
    public RemoteCertificateValidationCallback Judge(bool required) =>
        (sender, certificate, chain, errors) => !required || IsValid(sender, certificate, chain, errors);

    private bool IsValid(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        _callback?.Invoke(sender, certificate, chain, errors)
        ?? (errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && LeadsToOwnRoot(certificate, chain)));

    private bool LeadsToOwnRoot(X509Certificate? certificate, X509Chain? presented)
    {
        if (_roots.Count == 0 || certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.RevocationMode = CheckRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1", "Server authentication"));
        foreach (var element in presented?.ChainElements.AsEnumerable() ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(leaf);
    }
}
