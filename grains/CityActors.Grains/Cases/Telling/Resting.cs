using System.Collections.Concurrent;

namespace CityActors.Grains.Cases.Telling;

/// <summary>
/// Who is left alone for a while because he failed: pauses double from the first to the longest. Bounded by those who fail.
/// </summary>
internal sealed class Resting<TKey>(TimeSpan first, TimeSpan longest, TimeProvider time)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, (int Failures, DateTimeOffset Until)> rests = new();

    /// <summary>When the first of them is to be tried again; null: nobody rests.</summary>
    public DateTimeOffset? Next => rests.IsEmpty ? null : rests.Values.Min(static rest => rest.Until);

    /// <summary>Whether somebody is left alone now.</summary>
    public bool IsResting(TKey key) => rests.TryGetValue(key, out var rest) && rest.Until > time.GetUtcNow();

    /// <summary>Somebody failed once more.</summary>
    public void Failed(TKey key)
    {
        var failures = rests.TryGetValue(key, out var rest) ? rest.Failures + 1 : 1;
        var pause = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)), longest.TotalMilliseconds);
        rests[key] = (failures, time.GetUtcNow() + TimeSpan.FromMilliseconds(pause));
    }

    /// <summary>All is well with him.</summary>
    public void Succeeded(TKey key) => rests.TryRemove(key, out _);

    /// <summary>Forgets those who are not asked for any more.</summary>
    public void Keep(IReadOnlySet<TKey> keys)
    {
        foreach (var key in rests.Keys)
        {
            if (!keys.Contains(key))
            {
                rests.TryRemove(key, out _);
            }
        }
    }
}
