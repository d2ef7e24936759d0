using System.Net;
using System.Text;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>
/// Fetches policies over HTTPS as RFC 8461 §3.3 has it: no redirect is followed, the certificate must be valid, a minute at most, and no more than 64 KiB.
/// Safe for use by several threads at once.
/// </summary>
public sealed class HttpsMtaStsPolicySource : IMtaStsPolicySource
{
    private const int MostBytes = 64 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly SocketsHttpHandler Shared = new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    private readonly HttpMessageHandler _handler;
    private readonly TimeProvider _time;

    /// <summary>Fetches with the system's network settings and clock.</summary>
    public HttpsMtaStsPolicySource()
        : this(Shared, TimeProvider.System)
    {
    }

    /// <summary>Fetches through a handler of the host's, such as one behind a proxy.</summary>
    /// <param name="handler">Sends the requests. It is not disposed of. It should follow no redirect.</param>
    /// <param name="time">The clock, for the time-out.</param>
    public HttpsMtaStsPolicySource(HttpMessageHandler handler, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(time);
        (_handler, _time) = (handler, time);
    }

    /// <inheritdoc/>
    public async ValueTask<MtaStsResponse> GetAsync(string domain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var url = $"https://mta-sts.{domain}/.well-known/mta-sts.txt";
        if (HostName.FindError(domain, out _) is { } error)
        {
            // In an address such a name could mean another host.
            return Refused($"{QuotedText.Quote(domain)} is no host name: {error}.");
        }

        using var timer = new CancellationTokenSource(Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var client = new HttpClient(_handler, disposeHandler: false) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
            using var response = await client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response.Content, url, both.Token).ConfigureAwait(false)
                : Refused($"{url} answers {(int)response.StatusCode}{(response.Headers.Location is { } elsewhere ? $" to {elsewhere}" : "")}, not 200.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return Refused($"{url} has no valid certificate: {e.InnerException?.Message ?? e.Message}");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = timer.IsCancellationRequested ? $"did not answer within {Timeout.TotalSeconds:0} seconds." : $"could not be fetched: {e.Message}";
            return new MtaStsResponse { Status = MtaStsResponseStatus.Failed, Reason = $"{url} {reason}" };
        }
    }

    private static async ValueTask<MtaStsResponse> ReadAsync(HttpContent content, string url, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = new byte[MostBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length > MostBytes
            ? Refused($"{url} has more than {MostBytes / 1024} KiB.")
            : new MtaStsResponse { Status = MtaStsResponseStatus.Found, Text = Encoding.UTF8.GetString(bytes, 0, length), MediaType = content.Headers.ContentType?.MediaType };
    }

    private static MtaStsResponse Refused(string reason) => new() { Status = MtaStsResponseStatus.Refused, Reason = reason };
}
