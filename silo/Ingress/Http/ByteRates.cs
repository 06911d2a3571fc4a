using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Http;

/// <summary>Bytes that each source sent in the running second. Bounded: beyond 65,536 sources all further ones share one count.</summary>
internal sealed class ByteRates(IOptions<IngressOptions> options, TimeProvider time)
{
    private const int SourcesMax = 65_536;

    private readonly long perSecond = options.Value.Http.BytesPerSecondPerSource;
    private readonly Dictionary<string, long> sent = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long second;

    /// <summary>Counts bytes of a source.</summary>
    /// <returns>False when it has sent more than it may in this second.</returns>
    public bool TryTake(string source, int bytes)
    {
        lock (gate)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            if (now != second)
            {
                second = now;
                sent.Clear();
            }

            var key = sent.Count < SourcesMax || sent.ContainsKey(source) ? source : "";
            sent.TryGetValue(key, out var before);
            sent[key] = before + bytes;
            return before + bytes <= perSecond;
        }
    }
}
