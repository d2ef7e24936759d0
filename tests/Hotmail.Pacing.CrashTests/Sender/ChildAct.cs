namespace Hotmail.Pacing.CrashTests;

/// <summary>What a child does once its pacer has started, until it is killed.</summary>
internal enum ChildAct
{
    /// <summary>Enqueues and sends for ever.</summary>
    Send,

    /// <summary>Sends what is there, and then has nothing to do but to tidy up the spool.</summary>
    Rest,

    /// <summary>Enqueues and sends for a while, then stops in order.</summary>
    Stop,

    /// <summary>Sends what is there, from paused paths too, and says when the queue is empty, or when all that is left cannot be read.</summary>
    Drain,
}
