using CityActors.Cases;
using CityActors.Grains.Cases;
using CityActors.Grains.Incidents;
using CityActors.Grains.Loops;
using CityActors.Grains.WorkOrders;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Files;

/// <summary>Sweeps away files that nothing is attached to: uploads whose attaching failed, and what was taken away again.</summary>
internal sealed class LooseFiles(ICaseStore cases, IFileStore files, IOptions<IncidentOptions> options, TimeProvider time) : ICityLoop
{
    private const int PageMax = 1_000;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private readonly TimeSpan keptFor = TimeSpan.FromHours(options.Value.LooseFileHours);

    /// <inheritdoc/>
    public string Name => "loose-files";

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Sweep(cancellationToken);
            await Task.Delay(Every, time, cancellationToken);
        }
    }

    /// <summary>Sweeps once.</summary>
    /// <returns>How many files went.</returns>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var (before, swept) = (time.GetUtcNow() - keptFor, 0);
        for (string? after = null; ;)
        {
            var old = await files.Older(before, after, PageMax, cancellationToken);
            foreach (var checksum in old)
            {
                if (!await IsAttached(CaseKinds.Incident, IncidentWays.Files, checksum, cancellationToken)
                    && !await IsAttached(CaseKinds.WorkOrder, WorkOrderWays.Files, checksum, cancellationToken)
                    && await files.Remove(checksum, before, cancellationToken))
                {
                    swept++;
                }
            }

            if (old.Length < PageMax)
            {
                return swept;
            }

            after = old[^1];
        }
    }

    private async Task<bool> IsAttached(string kind, string column, string checksum, CancellationToken cancellationToken) =>
        (await cases.Find(new CaseQuery(kind, [CaseFilter.Any(column, checksum)], null, 1), cancellationToken)).Total > 0;
}
