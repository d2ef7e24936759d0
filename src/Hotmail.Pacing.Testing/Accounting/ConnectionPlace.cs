using System.Net.Sockets;

namespace Hotmail.Pacing.Testing.Accounting;

/// <summary>One connection in the <see cref="ReceiverLedger"/>, which guards what changes in it.</summary>
internal sealed class ConnectionPlace(long id, Socket socket, bool refused, RefusalStage refusalStage)
{
    public long Id { get; } = id;

    public Socket Socket { get; } = socket;

    /// <summary>Whether it was over the cap or the open rate when it came. It stays so.</summary>
    public bool Refused { get; } = refused;

    /// <summary>Whether it is told so at a stage.</summary>
    public bool IsRefusedAt(RefusalStage stage) => Refused && refusalStage == stage;

    /// <summary>Messages accepted over it.</summary>
    public int Messages { get; set; }

    /// <summary>Whether it no longer counts as open.</summary>
    public bool Released { get; set; }
}
