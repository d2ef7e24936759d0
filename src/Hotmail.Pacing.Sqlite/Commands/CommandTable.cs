using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>
/// The table by which other processes ask the owner of a spool. Who asks writes a row with a deadline, reads the answer and removes the row; the owner begins a
/// row before its deadline or never. Whoever withdraws a row that was not begun knows that it never will be.
/// </summary>
internal static class CommandTable
{
    /// <summary>Asks.</summary>
    /// <returns>The row's number, which no other row ever has.</returns>
    public static long Ask(SpoolDatabase database, DateTimeOffset now, DateTimeOffset deadline, string request)
    {
        using var insert = new SpoolStatement(database, "INSERT INTO command (asked, deadline, request) VALUES (?1, ?2, ?3) RETURNING id");
        insert.Bind(1, now.UtcTicks).Bind(2, deadline.UtcTicks).Bind(3, request).Step();
        long id = insert.Long(0);
        insert.Run();
        return id;
    }

    /// <summary>The first that may be begun.</summary>
    public static long? Next(SpoolDatabase database, DateTimeOffset now)
    {
        using var next = new SpoolStatement(database, "SELECT id FROM command WHERE begun IS NULL AND deadline >= ?1 ORDER BY id LIMIT 1");
        return next.Bind(1, now.UtcTicks).Step() ? next.Long(0) : null;
    }

    /// <summary>Begins one. Within a transaction of the owner's.</summary>
    /// <returns>What is asked; <see langword="null"/> when it was withdrawn, or its deadline is over.</returns>
    public static string? Begin(SpoolDatabase database, long id, DateTimeOffset now)
    {
        using var begin = new SpoolStatement(database, "UPDATE command SET begun = ?2 WHERE id = ?1 AND begun IS NULL AND deadline >= ?2 RETURNING request");
        if (!begin.Bind(1, id).Bind(2, now.UtcTicks).Step())
        {
            return null;
        }

        string request = begin.Text(0);
        begin.Run();
        return request;
    }

    /// <summary>Answers one that was begun. Within a transaction of the owner's.</summary>
    public static void Answer(SpoolDatabase database, long id, string answer)
    {
        using var update = new SpoolStatement(database, "UPDATE command SET answer = ?2 WHERE id = ?1");
        update.Bind(1, id).Bind(2, answer).Run();
    }

    /// <summary>How far one is.</summary>
    public static (bool IsThere, bool IsBegun, string? Answer) Read(SpoolDatabase database, long id)
    {
        using var read = new SpoolStatement(database, "SELECT begun, answer FROM command WHERE id = ?1");
        return read.Bind(1, id).Step() ? (true, !read.IsNull(0), read.IsNull(1) ? null : read.Text(1)) : default;
    }

    /// <summary>Withdraws one that was not begun.</summary>
    /// <returns>Whether it was withdrawn: it is not carried out.</returns>
    public static bool Withdraw(SpoolDatabase database, long id)
    {
        using var delete = new SpoolStatement(database, "DELETE FROM command WHERE id = ?1 AND begun IS NULL");
        return delete.Bind(1, id).Run() == 1;
    }

    /// <summary>Removes one, however far it is.</summary>
    public static void Remove(SpoolDatabase database, long id)
    {
        using var delete = new SpoolStatement(database, "DELETE FROM command WHERE id = ?1");
        delete.Bind(1, id).Run();
    }

    /// <summary>Whether there are rows that nobody comes back for.</summary>
    public static bool HasOld(SpoolDatabase database, DateTimeOffset before)
    {
        using var find = new SpoolStatement(database, "SELECT 1 FROM command WHERE asked < ?1 LIMIT 1");
        return find.Bind(1, before.UtcTicks).Step();
    }

    /// <summary>Removes rows that nobody comes back for. Within a transaction of the owner's.</summary>
    public static void RemoveOld(SpoolDatabase database, DateTimeOffset before)
    {
        using var delete = new SpoolStatement(database, "DELETE FROM command WHERE asked < ?1");
        delete.Bind(1, before.UtcTicks).Run();
    }
}
