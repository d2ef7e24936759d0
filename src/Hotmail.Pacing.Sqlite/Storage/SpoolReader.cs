using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A connection that reads what deliveries have on disk, while others write.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "The database disposes of the statements that it prepared.")]
internal sealed class SpoolReader : IDisposable
{
    private const long MostBytesTogether = 1 << 20;

    private readonly SpoolDatabase _database;
    private readonly SpoolStatement _begin;
    private readonly SpoolStatement _end;
    private readonly SpoolStatement _envelope;
    private readonly SpoolStatement _message;
    private readonly SpoolStatement _state;

    public SpoolReader(string file)
    {
        _database = SpoolDatabase.Open(file, create: false);
        try
        {
            _database.Execute("PRAGMA query_only = 1");
            _begin = _database.Prepare("BEGIN");
            _end = _database.Prepare("COMMIT");
            _envelope = _database.Prepare("SELECT sender, recipients, reply_code, reply_status, reply_stage, reply_text, crc FROM envelope WHERE delivery = ?1");
            _message = _database.Prepare("SELECT is_8bit, crc, bytes FROM message WHERE id = ?1");
            Attempts = new AttemptReader(_database);
            Settled = new SettledReader(_database);
            _state = _database.Prepare("SELECT state, crc FROM path_state WHERE source = ?1 AND destination_group = ?2");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    public AttemptReader Attempts { get; }

    public SettledReader Settled { get; }

    /// <summary>Reads deliveries with their messages, from one state of the spool and as far as they are not too large together. What cannot be read is left out.</summary>
    public List<ReadDelivery> ReadTogether(List<SpooledDelivery> deliveries)
    {
        List<ReadDelivery> read = new(deliveries.Count);
        _begin.Run();
        try
        {
            long size = 0;
            for (int i = 0; i < deliveries.Count && size < MostBytesTogether; i++)
            {
                SpooledDelivery delivery = deliveries[i];
                try
                {
                    if (ReadPayload(delivery.Slot.Number) is { } payload)
                    {
                        MessageContent content = ReadContent(delivery.MessageNumber);
                        read.Add(new ReadDelivery(delivery, payload, content));
                        size += content.Size;
                    }
                }
                catch (SpoolException exception) when (exception.Problem == SpoolProblem.Damaged)
                {
                    // Whoever takes it reads it alone, and is told.
                }
            }
        }
        finally
        {
            _end.Run();
        }

        return read;
    }

    /// <summary>What a delivery says beyond the index; <see langword="null"/> if there is none of that number.</summary>
    public DeliveryPayload? ReadPayload(long delivery)
    {
        if (!_envelope.Bind(1, delivery).Step())
        {
            return null;
        }

        try
        {
            string sender = _envelope.Text(0);
            string recipients = _envelope.Text(1);
            SmtpReply? reply = _envelope.IsNull(2)
                ? null
                : new SmtpReply(_envelope.Int(2), _envelope.Text(5), (SmtpStage)_envelope.Int(4), ReplyStatus.Unpack(_envelope.Long(3)));
            if (SpoolTables.EnvelopeCrc(delivery, sender, recipients, reply) != _envelope.Long(6))
            {
                throw SpoolErrors.Damaged(_database.File, $"sender and recipients of delivery {delivery} are not what was written");
            }

            return new DeliveryPayload(sender, recipients.Split('\n'), reply);
        }
        finally
        {
            _envelope.Reset();
        }
    }

    public MessageContent ReadContent(long message)
    {
        if (!_message.Bind(1, message).Step())
        {
            throw SpoolErrors.Damaged(_database.File, $"it has no message {message}");
        }

        try
        {
            byte[] bytes = _message.Bytes(2).ToArray();
            if (Checksum.New.AddBytes(bytes).Value != _message.Long(1))
            {
                throw SpoolErrors.Damaged(_database.File, $"message {message} is not what was written");
            }

            return new MessageContent(bytes, _message.Int(0) != 0);
        }
        finally
        {
            _message.Reset();
        }
    }

    /// <summary>The paths of which a state is saved.</summary>
    public IReadOnlyList<EgressPath> ReadPaths()
    {
        List<EgressPath> paths = [];
        using var rows = new SpoolStatement(_database, "SELECT source, destination_group FROM path_state");
        while (rows.Step())
        {
            paths.Add(new EgressPath(rows.Text(0), rows.Text(1)));
        }

        return paths;
    }

    public PathState? ReadState(EgressPath path)
    {
        if (!_state.Bind(1, path.Source).Bind(2, path.Group).Step())
        {
            return null;
        }

        string text = _state.Text(0);
        bool isRight = SpoolTables.StateCrc(path, text) == _state.Long(1);
        _state.Reset();
        return (isRight ? PathStateJson.Read(text) : null) ?? throw SpoolErrors.Damaged(_database.File, $"the state of the path {path} is not what was written");
    }

    public void Dispose() => _database.Dispose();
}
