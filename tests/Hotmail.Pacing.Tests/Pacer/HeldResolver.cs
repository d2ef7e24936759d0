using System.Net;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A resolver that answers when it is told to.</summary>
internal sealed class HeldResolver : IMailExchangerResolver
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Somebody has asked.</summary>
    public Task Asked => _asked.Task.WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken);

    public void Release() => _released.TrySetResult();

    public async ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        await _released.Task.WaitAsync(cancellationToken);
        return new MailExchangerAnswer(MailExchangerStatus.Found, [new MailExchanger($"mx.{domain}", 10)]);
    }

    public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new HostAddresses([IPAddress.Loopback]));
}
