using CityActors.Silo.Ingress.Gateway;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Admission;

/// <summary>
/// How many twins and channels may still be registered because somebody reports under their names. Counted in channels, since each
/// costs a row; a source that invents ids runs out, the city goes on.
/// </summary>
internal sealed class NewChannelBudget(IOptions<AdmissionOptions> options, TimeProvider time)
{
    private readonly AdmissionOptions limits = options.Value;
    private readonly Dictionary<string, Spent> sources = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long total;

    /// <summary>Takes what is left, at most as many as asked for; what is not registered in the end is given back.</summary>
    /// <returns>How many the source may register now.</returns>
    public int Take(IngestSource source, int wanted)
    {
        lock (gate)
        {
            if (!sources.TryGetValue(source.Actor, out var spent))
            {
                if (sources.Count >= limits.SourcesMax)
                {
                    return 0;
                }

                sources.Add(source.Actor, spent = new Spent());
            }

            var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (spent.Minute != minute)
            {
                spent.Minute = minute;
                spent.InMinute = 0;
            }

            var left = Math.Min(limits.NewChannelsPerSourcePerMinute - spent.InMinute, limits.NewChannelsPerSource - spent.Total);
            var taken = (int)Math.Clamp(Math.Min(left, limits.NewChannelsMax - total), 0, wanted);
            spent.InMinute += taken;
            spent.Total += taken;
            total += taken;
            return taken;
        }
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void GiveBack(IngestSource source, int unused)
    {
        lock (gate)
        {
            if (sources.TryGetValue(source.Actor, out var spent))
            {
                spent.InMinute = Math.Max(0, spent.InMinute - unused);
                spent.Total = Math.Max(0, spent.Total - unused);
                total = Math.Max(0, total - unused);
            }
        }
    }

    private sealed class Spent
    {
        public long Minute;
        public int InMinute;
        public int Total;
    }
}
