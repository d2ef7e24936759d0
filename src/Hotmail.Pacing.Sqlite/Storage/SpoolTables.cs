using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>What is written to a spool, within the transaction of the moment. Used by the writer's thread alone.</summary>
internal sealed class SpoolTables
{
    private const int NumbersAtOnce = 10_000;

    private readonly NameTable<SpoolLane> _lanes;
    private readonly NameTable<string> _campaigns;
    private readonly SpoolStatement _insertMessage;
    private readonly SpoolStatement _insertDelivery;
    private readonly SpoolStatement _insertEnvelope;
    private readonly SpoolStatement _updateDelivery;
    private readonly SpoolStatement _updateEnvelope;
    private readonly SpoolStatement _deleteDelivery;
    private readonly SpoolStatement _deleteEnvelope;
    private readonly SpoolStatement _deleteMessage;
    private readonly SpoolStatement _saveState;
    private readonly SpoolStatement _saveNumber;
    private long _nextNumber;
    private long _reservedTo;
    private long _reservedOnDisk;

    public SpoolTables(SpoolDatabase database)
    {
        Database = database;
        _lanes = new NameTable<SpoolLane>(
            database,
            "lane",
            ["source", "destination_group", "route", "domain"],
            static (statement, lane) => statement.Bind(1, lane.Path.Source).Bind(2, lane.Path.Group).Bind(3, lane.Route).Bind(4, lane.Domain),
            static lane => lane.Crc);
        _campaigns = new NameTable<string>(database, "campaign", ["name"], static (statement, name) => statement.Bind(1, name), static name => Checksum.New.Add(name).Value);
        _insertMessage = database.Prepare("INSERT INTO message VALUES (?1, ?2, ?3, ?4)");
        _insertDelivery = database.Prepare("INSERT INTO delivery VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        _insertEnvelope = database.Prepare("INSERT INTO envelope VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _updateDelivery = database.Prepare("UPDATE delivery SET lane = ?2, due = ?3, attempts = ?4, crc = ?5 WHERE id = ?1");
        _updateEnvelope = database.Prepare(
            "UPDATE envelope SET sender = ?2, recipients = ?3, reply_code = ?4, reply_status = ?5, reply_stage = ?6, reply_text = ?7, crc = ?8 WHERE delivery = ?1");
        _deleteDelivery = database.Prepare("DELETE FROM delivery WHERE id = ?1");
        _deleteEnvelope = database.Prepare("DELETE FROM envelope WHERE delivery = ?1");
        _deleteMessage = database.Prepare(
            "DELETE FROM message WHERE id = ?1 AND coalesce((SELECT id - part FROM delivery WHERE id >= ?1 ORDER BY id LIMIT 1), 0) != ?1");
        Attempts = new AttemptTable(database);
        Settled = new SettledTable(database);
        OldPathStates = new PathStatePruning(database);
        _saveState = database.Prepare("INSERT INTO path_state VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET state = ?3, crc = ?4");
        _saveNumber = database.Prepare("UPDATE counter SET value = ?1 WHERE name = 'next_number'");
        _nextNumber = _reservedTo = _reservedOnDisk = database.Number("SELECT value FROM counter WHERE name = 'next_number'");
        if (_nextNumber <= database.Number("SELECT max(id) FROM delivery"))
        {
            throw SpoolErrors.Damaged(database.File, "it does not know its next number");
        }
    }

    public SpoolDatabase Database { get; }

    public AttemptTable Attempts { get; }

    public SettledTable Settled { get; }

    public PathStatePruning OldPathStates { get; }

    /// <summary>Whether anything was deleted since it was last asked, so that pages may have become free.</summary>
    public bool HasDeleted { get; set; }

    /// <summary>Gives a batch its numbers and writes it.</summary>
    public void Insert(EnqueueBatch batch)
    {
        Reserve(batch.Deliveries.Length);
        int at = 0;
        foreach (int count in batch.DeliveryCounts)
        {
            long message = _nextNumber;
            MessageContent content = batch.Requests[at].Content;
            _insertMessage.Bind(1, message).Bind(2, content.Is8Bit ? 1 : 0).Bind(3, Checksum.New.AddBytes(content.Bytes.Span).Value).Bind(4, content.Bytes.Span).Run();
            for (int part = 0; part < count; part++, at++)
            {
                IndexedDelivery delivery = batch.Deliveries[at];
                DeliveryRequest request = batch.Requests[at];
                delivery.Slot.Number = _nextNumber++;
                delivery.MessageNumber = message;
                var row = new DeliveryRow(
                    delivery.Slot.Number, part, _lanes.NumberOf(new SpoolLane(request.Path, request.Route, request.Domain)), CampaignNumber(request.Campaign),
                    DeliveryRow.KindOf(delivery), delivery.Slot.AcceptedAt, delivery.Slot.DueAt, delivery.Slot.ExpiresAt, delivery.Attempts);
                _insertDelivery.Bind(1, row.Number).Bind(2, row.Part).Bind(3, row.Lane).Bind(4, row.Campaign).Bind(5, row.Kind).Bind(6, row.AcceptedAt)
                    .Bind(7, row.DueAt).Bind(8, row.ExpiresAt).Bind(9, row.Attempts).Bind(10, row.Crc).Run();
                Bind(_insertEnvelope, row.Number, request.Sender, request.Recipients, reply: null).Run();
            }
        }
    }

    /// <summary>Writes what has changed of a delivery that waits (again).</summary>
    public void Update(IndexedDelivery delivery, EgressPath path, string route, long due, int attempts)
    {
        var row = new DeliveryRow(
            delivery.Slot.Number, delivery.Slot.Number - delivery.MessageNumber, _lanes.NumberOf(new SpoolLane(path, route, delivery.Domain)), CampaignNumber(delivery.Campaign),
            DeliveryRow.KindOf(delivery), delivery.Slot.AcceptedAt, due, delivery.Slot.ExpiresAt, attempts);
        RunOnOne(_updateDelivery.Bind(1, row.Number).Bind(2, row.Lane).Bind(3, row.DueAt).Bind(4, row.Attempts).Bind(5, row.Crc), row.Number);
    }

    /// <summary>Writes who still waits, and the last reply.</summary>
    public void UpdateEnvelope(long number, DeliveryPayload payload) =>
        RunOnOne(Bind(_updateEnvelope, number, payload.Sender, payload.Recipients, payload.LastReply), number);

    /// <summary>Deletes a delivery, and its message if it was the last of it.</summary>
    public void Delete(IndexedDelivery delivery)
    {
        _deleteEnvelope.Bind(1, delivery.Slot.Number).Run();
        RunOnOne(_deleteDelivery.Bind(1, delivery.Slot.Number), delivery.Slot.Number);
        _deleteMessage.Bind(1, delivery.MessageNumber).Run();
        HasDeleted = true;
    }

    public void SaveState(EgressPath path, PathState state)
    {
        string text = PathStateJson.Write(state);
        _saveState.Bind(1, path.Source).Bind(2, path.Group).Bind(3, text).Bind(4, StateCrc(path, text)).Run();
    }

    /// <summary>The checksum of a row of the table of path states.</summary>
    public static uint StateCrc(EgressPath path, string state) => Checksum.New.Add(path.Source).Add(path.Group).Add(state).Value;

    /// <summary>The transaction was committed.</summary>
    public void Committed() => _reservedOnDisk = _reservedTo;

    /// <summary>The transaction failed: what it wrote is gone. Numbers that were given out are not given out again.</summary>
    public void RolledBack()
    {
        _lanes.Forget();
        _campaigns.Forget();
        _reservedTo = _reservedOnDisk;
    }

    /// <summary>At the end: the numbers that were reserved and not used can be used after all.</summary>
    public void ReturnNumbers() => _saveNumber.Bind(1, _nextNumber).Run();

    private static SpoolStatement Bind(SpoolStatement statement, long number, string sender, IReadOnlyList<string> recipients, SmtpReply? reply)
    {
        string joined = recipients is [string only] ? only : string.Join('\n', recipients);
        long? status = reply is null ? null : ReplyStatus.Pack(reply.EnhancedCode);
        return statement.Bind(1, number).Bind(2, sender).Bind(3, joined).Bind(4, reply?.Code).Bind(5, status).Bind(6, (long?)reply?.Stage).Bind(7, reply?.Text)
            .Bind(8, EnvelopeCrc(number, sender, joined, reply));
    }

    /// <summary>The checksum of a row of the table of envelopes.</summary>
    public static uint EnvelopeCrc(long number, string sender, string recipients, SmtpReply? reply) =>
        Checksum.New.Add(number).Add(sender).Add(recipients).Add(reply?.Code ?? -1).Add(reply is null ? -1 : ReplyStatus.Pack(reply.EnhancedCode))
            .Add((long?)reply?.Stage ?? -1).Add(reply?.Text).Value;

    private long CampaignNumber(string? campaign) => campaign is null ? 0 : _campaigns.NumberOf(campaign);

    private void Reserve(int numbers)
    {
        if (_nextNumber + numbers > _reservedTo)
        {
            _reservedTo = _nextNumber + numbers + NumbersAtOnce;
            _saveNumber.Bind(1, _reservedTo).Run();
        }
    }

    private void RunOnOne(SpoolStatement statement, long number)
    {
        if (statement.Run() != 1)
        {
            throw SpoolErrors.Damaged(Database.File, $"delivery {number} is not where it was");
        }
    }
}
