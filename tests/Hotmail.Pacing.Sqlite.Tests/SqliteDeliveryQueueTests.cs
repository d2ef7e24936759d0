using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Tests.Queues;

namespace Hotmail.Pacing.Sqlite.Tests;

public sealed class SqliteDeliveryQueueTests : DeliveryQueueContract, IDisposable
{
    private readonly List<SpoolFolder> _folders = [];

    protected override ValueTask<IDeliveryQueue> CreateAsync(int capacity)
    {
        var folder = new SpoolFolder();
        _folders.Add(folder);
        return new(new SqliteDeliveryQueue(folder.Spool, capacity));
    }

    public void Dispose()
    {
        foreach (SpoolFolder folder in _folders)
        {
            folder.Dispose();
        }
    }
}
