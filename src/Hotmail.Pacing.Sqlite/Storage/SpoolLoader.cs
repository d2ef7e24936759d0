using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Reads the index of a spool at the start: one scan over narrow rows.</summary>
internal static class SpoolLoader
{
    private const int RowsPerCheck = 4096;

    /// <summary>Hands over all deliveries in the order of their numbers, and then deletes those that were settled, and lanes and campaigns that none uses.</summary>
    /// <param name="tables">The spool.</param>
    /// <param name="settled">The numbers of what the last owner settled and may not have deleted.</param>
    /// <param name="keep">Told of each delivery.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was settled and could not be deleted, for the disk is full.</returns>
    public static IReadOnlyList<SettledNumber> Load(
        SpoolTables tables, HashSet<long> settled, Action<SpooledDelivery, SpoolLane, string?> keep, CancellationToken cancellationToken)
    {
        SpoolDatabase database = tables.Database;
        if (database.Text("PRAGMA quick_check(delivery)") is var found && found != "ok")
        {
            throw SpoolErrors.Damaged(database.File, $"SQLite says: {found}");
        }

        List<SettledNumber> left = [];
        Dictionary<long, (SpoolLane Lane, bool IsUsed)> lanes = ReadLanes(database);
        Dictionary<long, (string Name, bool IsUsed)> campaigns = ReadCampaigns(database);
        using var rows = new SpoolStatement(database, "SELECT id, part, lane, campaign, kind, accepted, due, expires, attempts, crc FROM delivery ORDER BY id");
        for (int count = 1; rows.Step(); count++)
        {
            if (count % RowsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var row = new DeliveryRow(
                rows.Long(0), rows.Long(1), rows.Long(2), rows.Long(3), rows.Long(4), rows.Long(5), rows.Long(6), rows.Long(7), rows.Long(8));
            if (row.Crc != rows.Long(9) || !lanes.TryGetValue(row.Lane, out (SpoolLane Lane, bool IsUsed) lane))
            {
                throw SpoolErrors.Damaged(database.File, $"delivery {row.Number} is not what was written");
            }

            if (settled.Contains(row.Number))
            {
                left.Add(new SettledNumber(row.Number, row.Number - row.Part));
                continue;
            }

            if (!lane.IsUsed)
            {
                lanes[row.Lane] = (lane.Lane, true);
            }

            keep(ToDelivery(in row), lane.Lane, row.Campaign == 0 ? null : Use(campaigns, row, database));
        }

        try
        {
            database.Execute("BEGIN IMMEDIATE");
            tables.Delete(left, keeps: false);
            DeleteUnused(database, "lane", lanes.Where(static lane => !lane.Value.IsUsed).Select(static lane => lane.Key));
            DeleteUnused(database, "campaign", campaigns.Where(static campaign => !campaign.Value.IsUsed).Select(static campaign => campaign.Key));
            database.Execute("COMMIT");
            return [];
        }
        catch (SpoolException exception) when (exception.Problem == SpoolProblem.DiskFull)
        {
            database.RollBack(); // Another time: what waits must be sent to make room.
            return left;
        }
    }

    private static SpooledDelivery ToDelivery(ref readonly DeliveryRow row)
    {
        var slot = new ReadySlot
        {
            Number = row.Number,
            AcceptedAt = row.AcceptedAt,
            DueAt = row.DueAt,
            ExpiresAt = row.ExpiresAt,
            Priority = row.Priority,
            Engagement = row.Engagement,
        };
        return new SpooledDelivery(in slot, (int)row.Attempts, row.Number - row.Part);
    }

    private static string Use(Dictionary<long, (string Name, bool IsUsed)> campaigns, in DeliveryRow row, SpoolDatabase database)
    {
        if (!campaigns.TryGetValue(row.Campaign, out (string Name, bool IsUsed) campaign))
        {
            throw SpoolErrors.Damaged(database.File, $"the campaign of delivery {row.Number} is missing");
        }

        if (!campaign.IsUsed)
        {
            campaigns[row.Campaign] = (campaign.Name, true);
        }

        return campaign.Name;
    }

    private static Dictionary<long, (SpoolLane Lane, bool IsUsed)> ReadLanes(SpoolDatabase database)
    {
        Dictionary<long, (SpoolLane Lane, bool IsUsed)> lanes = [];
        using var rows = new SpoolStatement(database, "SELECT id, source, destination_group, route, domain, crc FROM lane");
        while (rows.Step())
        {
            var lane = new SpoolLane(new EgressPath(rows.Text(1), rows.Text(2)), rows.Text(3), rows.Text(4));
            if (lane.Crc != rows.Long(5))
            {
                throw SpoolErrors.Damaged(database.File, $"the path or route {rows.Long(0)} is not what was written");
            }

            lanes.Add(rows.Long(0), (lane, false));
        }

        return lanes;
    }

    private static Dictionary<long, (string Name, bool IsUsed)> ReadCampaigns(SpoolDatabase database)
    {
        Dictionary<long, (string Name, bool IsUsed)> campaigns = [];
        using var rows = new SpoolStatement(database, "SELECT id, name, crc FROM campaign");
        while (rows.Step())
        {
            string name = rows.Text(1);
            if (Checksum.New.Add(name).Value != rows.Long(2))
            {
                throw SpoolErrors.Damaged(database.File, $"the name of campaign {rows.Long(0)} is not what was written");
            }

            campaigns.Add(rows.Long(0), (name, false));
        }

        return campaigns;
    }

    private static void DeleteUnused(SpoolDatabase database, string table, IEnumerable<long> numbers)
    {
        using var delete = new SpoolStatement(database, $"DELETE FROM {table} WHERE id = ?1");
        foreach (long number in numbers)
        {
            delete.Bind(1, number).Run();
        }
    }
}
