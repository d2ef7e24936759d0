namespace Hotmail.Pacing;

/// <summary>The first key of a path's order: transactional mail goes before bulk mail, whatever the engagement.</summary>
public enum MessagePriority : byte
{
    /// <summary>Campaigns and newsletters. The default.</summary>
    Bulk = 0,

    /// <summary>Mail that somebody waits for: receipts, password resets, alerts.</summary>
    Transactional = 1,
}
