using System.Text.Json;
using CityActors.Silo.Log.Frames;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Framed;

/// <summary>
/// Drops the oldest segments when nobody needs them any more and the settings do not want them kept either. Who needs what is remembered
/// on disk, so that after a restart nothing is dropped before a follower has spoken again.
/// </summary>
internal sealed class LogRetention
{
    private const string FileName = "floors.json";

    private readonly Lock gate = new();
    private readonly FramedLogSettings settings;
    private readonly SegmentFiles files;
    private readonly TimeProvider time;
    private readonly Dictionary<string, long[]> floors;

    /// <summary>Reads who is known to follow.</summary>
    public LogRetention(FramedLogSettings settings, SegmentFiles files, TimeProvider time)
    {
        this.settings = settings;
        this.files = files;
        this.time = time;
        floors = Remembered();
    }

    /// <summary>A follower needs nothing of a partition below a sequence any more; going back does nothing.</summary>
    public void SetFloor(string follower, int partition, long sequence)
    {
        lock (gate)
        {
            if (!floors.TryGetValue(follower, out var floor))
            {
                floors[follower] = floor = new long[settings.Rules.Partitions];
            }

            floor[partition] = Math.Max(floor[partition], sequence);
        }
    }

    /// <summary>Drops what may go.</summary>
    /// <param name="durable">Address up to which the log is on disk.</param>
    /// <returns>First address retained; null when nothing was dropped.</returns>
    public long? Trim(long durable)
    {
        var segments = files.List();
        var bytes = segments.Sum(files.Length);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        long? begin = null;
        for (var place = 0; place + 1 < segments.Length; place++)
        {
            if (files.Layout.FirstFrame(segments[place + 1]) >= durable
                || SegmentStart.Read(files, settings.Rules, segments[place + 1]) is not { } next
                || !IsPassed(next.State)
                || !(bytes > settings.RetainBytes || now - next.WrittenAtMs > settings.RetainFor?.TotalMilliseconds))
            {
                break;
            }

            if (begin is null)
            {
                Remember();
            }

            bytes -= files.Length(segments[place]);
            files.Delete(segments[place]);
            begin = files.Layout.FirstFrame(segments[place + 1]);
        }

        return begin;
    }

    private bool IsPassed(LogState next)
    {
        lock (gate)
        {
            if (floors.Count == 0)
            {
                return false;
            }

            for (var partition = 0; partition < next.Next.Length; partition++)
            {
                if (floors.Values.Any(floor => next.Next[partition] > floor[partition]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    private void Remember()
    {
        byte[] content;
        lock (gate)
        {
            content = JsonSerializer.SerializeToUtf8Bytes(floors);
        }

        DurableFile.Replace(Path.Combine(files.Directory, FileName), content);
    }

    private Dictionary<string, long[]> Remembered()
    {
        var path = Path.Combine(files.Directory, FileName);
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<Dictionary<string, long[]>>(File.ReadAllBytes(path)) is { } known
                ? known.Where(follower => follower.Value.Length == settings.Rules.Partitions).ToDictionary()
                : [];
        }
        catch (JsonException)
        {
            return []; // floors are said again by who follows; until then nothing is dropped
        }
    }
}
