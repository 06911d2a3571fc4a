using System.Collections.Immutable;
using CityActors.Grains.Tests.Memory;
using CityActors.Quarantine;
using CityActors.Silo.Ingress.Refusals;

namespace CityActors.Edge.Tests.Ingress;

/// <summary>A quarantine that keeps what it is handed.</summary>
internal sealed class PaperQuarantine(Pulse pulse) : IQuarantineDoor
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, QuarantineEntry> entries = [];

    /// <summary>How many of the next calls fail.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>What was handed in.</summary>
    public IReadOnlyList<QuarantineEntry> Entries
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values];
            }
        }
    }

    public Task Keep(ImmutableArray<QuarantineEntry> kept)
    {
        lock (gate)
        {
            if (FailuresLeft-- > 0)
            {
                return Task.FromException(new TimeoutException("The quarantine is moving."));
            }

            foreach (var entry in kept)
            {
                entries.TryAdd(entry.Id, entry);
            }
        }

        pulse.Beat();
        return Task.CompletedTask;
    }

    /// <summary>Ends when an entry that fits is there.</summary>
    public async Task<QuarantineEntry> Entry(Func<QuarantineEntry, bool> fits, string what)
    {
        await pulse.Until(() => Entries.Any(fits), what);
        return Entries.First(fits);
    }
}
