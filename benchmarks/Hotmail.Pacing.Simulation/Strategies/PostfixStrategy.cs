using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// Postfix 3.12 with its defaults (facts/mta.md §2; §7, row "postfix"), or, as <c>postfix-2</c>, with the limit that users end up with (§6).
/// <para>
/// Origin of the parameters (§2, read in the source unless said otherwise): a window for each recipient domain (<see cref="PostfixWindow"/>) that starts at 5
/// (initial_destination_concurrency) and grows to 20, or 2 (default_destination_concurrency_limit); 100 deliveries at once in all (default_process_limit); 20,000 messages in
/// the active queue (qmgr_message_active_limit), which incoming and deferred mail enter in turn; 1 message a connection, because TLS connections are not kept
/// (smtp_tls_connection_reuse=no, and smtp_tls_security_level is "may" from compatibility_level 3.11 on); a refused message goes to one more address at once
/// (smtp_mx_session_limit 2; that there are two addresses is ours), and the receiver counts it again; retry after clamp(age, 300 s, 4000 s)
/// (minimal_ and maximal_backoff_time), picked up by the next scan, every 300 s (queue_run_delay), without jitter; bounced after 5 days (maximal_queue_lifetime), or
/// at the end of the scenario's queue time if that is earlier.
/// </para>
/// <para>
/// A refusal at MAIL is no problem of the destination to Postfix, so the window grows on it (P+, sic); one in place of the greeting, or a connection dropped before it, is
/// (P−). Mail of a dead domain, queued or new, is deferred untried. That a success of a delivery still in progress ends the death early is not in §7; it is
/// in qmgr_queue_unthrottle. What the queue manager itself takes for a message is not modelled: it defers a dead domain's mail at once.
/// </para>
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="limit">The most deliveries at once to one recipient domain.</param>
internal sealed class PostfixStrategy(string name, int limit) : ISendingStrategy
{
    public string Name => name;

    public bool IsFaultless => false;

    public PathSender Create(World world, int path) => new PostfixSender(world, path, limit);
}
