using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hotmail.Pacing;

/// <summary>Makes a pacer keep its queue in a SQLite file.</summary>
public static class SqliteProviderPacingBuilderExtensions
{
    /// <summary>Replaces the queue by a <see cref="SqliteDeliveryQueue"/>, with the capacity of <see cref="PacingOptions.Queue"/>. The host does not start when the spool cannot be opened.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="file">The spool's file; made at the start where there is none. A relative path counts from the current directory.</param>
    public static ProviderPacingBuilder UseSqliteQueue(this ProviderPacingBuilder builder, string file) => UseSqliteQueue(builder, file, static _ => { });

    /// <inheritdoc cref="UseSqliteQueue(ProviderPacingBuilder, string)"/>
    /// <param name="builder">The builder.</param>
    /// <param name="file">The spool's file; made at the start where there is none. A relative path counts from the current directory.</param>
    /// <param name="configure">Sets what the shipped settings do not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public static ProviderPacingBuilder UseSqliteQueue(this ProviderPacingBuilder builder, string file, Action<SqliteQueueOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SqliteQueueOptions();
        configure(options);
        options.Check();
        builder.Services.Replace(ServiceDescriptor.Singleton<IDeliveryQueue>(provider => new SqliteDeliveryQueue(
            file, provider.GetRequiredService<IOptions<PacingOptions>>().Value.Queue.Capacity, options, provider.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
