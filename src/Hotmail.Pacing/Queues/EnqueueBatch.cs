namespace Hotmail.Pacing.Queues;

/// <summary>The checked content of one call of <see cref="IDeliveryQueue.EnqueueAsync"/>: from here on the caller's lists are not read any more.</summary>
internal sealed class EnqueueBatch
{
    /// <summary>Checks and copies.</summary>
    /// <param name="messages">For each message, its deliveries.</param>
    /// <param name="accepted">To be told of the acceptance.</param>
    /// <param name="make">Makes of a request what the queue keeps.</param>
    /// <exception cref="ArgumentException">A message without deliveries, or a delivery without recipients.</exception>
    public EnqueueBatch(IReadOnlyList<IReadOnlyList<DeliveryRequest>> messages, Action<IReadOnlyList<QueuedMessage>>? accepted, Func<DeliveryRequest, IndexedDelivery> make)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Accepted = accepted;
        DeliveryCounts = new int[messages.Count];
        int total = 0;
        for (int i = 0; i < DeliveryCounts.Length; i++)
        {
            DeliveryCounts[i] = messages[i].Count;
            if (DeliveryCounts[i] == 0)
            {
                throw new ArgumentException($"Message {i} of the batch has no delivery.", nameof(messages));
            }

            total = checked(total + DeliveryCounts[i]);
        }

        Requests = new DeliveryRequest[total];
        Deliveries = new IndexedDelivery[total];
        int at = 0;
        for (int i = 0; i < DeliveryCounts.Length; i++)
        {
            for (int j = 0; j < DeliveryCounts[i]; j++, at++)
            {
                DeliveryRequest request = messages[i][j];
                if (request.Recipients.Count == 0)
                {
                    throw new ArgumentException($"Delivery {j} of message {i} of the batch has no recipient.", nameof(messages));
                }

                if (request.Engagement > Engagement.Dormant)
                {
                    throw new ArgumentException($"Delivery {j} of message {i} of the batch has an unknown engagement.", nameof(messages));
                }

                Requests[at] = request;
                Deliveries[at] = make(request);
            }
        }
    }

    /// <summary>Told of the acceptance under the queue's lock, before anybody can take a delivery.</summary>
    public Action<IReadOnlyList<QueuedMessage>>? Accepted { get; }

    /// <summary>Whether what is kept in memory includes the senders.</summary>
    public bool KeepsSenders { get; init; } = true;

    /// <summary>How many deliveries each message has.</summary>
    public int[] DeliveryCounts { get; }

    /// <summary>All requests, message by message.</summary>
    public DeliveryRequest[] Requests { get; }

    /// <summary>What is made of the requests, in the same order; not numbered yet.</summary>
    public IndexedDelivery[] Deliveries { get; }
}
