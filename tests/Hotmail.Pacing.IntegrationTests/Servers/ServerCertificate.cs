using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>A certificate made for one test, its own root, with its PEM files for the servers.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly ServerFolder _folder = new();

    /// <summary>Makes a certificate that is valid now.</summary>
    /// <param name="names">The host names and addresses it is for.</param>
    public ServerCertificate(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        var now = DateTimeOffset.UtcNow;
        Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        CertificateFile = _folder.Write("certificate.pem", Certificate.ExportCertificatePem());
        KeyFile = _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The certificate, to trust or to compare with.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Its PEM file.</summary>
    public string CertificateFile { get; }

    /// <summary>Its key's PEM file.</summary>
    public string KeyFile { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Dispose();
    }
}
