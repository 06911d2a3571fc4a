using System.Text.Json;
using CityActors.Silo.Log.Recovery;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log.Framed;

/// <summary>
/// Drops the oldest segments when nobody needs them any more and the settings do not want them kept either. Who follows is remembered on
/// disk before anything is dropped, so that after a restart nothing goes before every follower has spoken again; the remembered floors
/// may be old, which only keeps more. It is asked after every commit and every move of a floor, so it looks at no file that it knows.
/// </summary>
internal sealed class LogRetention
{
    private const string FileName = "floors.json";

    private readonly Lock gate = new();
    private readonly FramedLogSettings settings;
    private readonly SegmentFiles files;
    private readonly TimeProvider time;
    private readonly Dictionary<string, long[]> floors;
    private TaskCompletionSource? pass;
    private TaskCompletionSource? passing;
    private SegmentStart? next;
    private int oldest;
    private bool hasNewcomer;

    /// <summary>Reads who is known to follow.</summary>
    /// <param name="settings">Settings of the log.</param>
    /// <param name="files">Its files.</param>
    /// <param name="begin">First address retained.</param>
    /// <param name="time">For retention by age.</param>
    public LogRetention(FramedLogSettings settings, SegmentFiles files, long begin, TimeProvider time)
    {
        this.settings = settings;
        this.files = files;
        this.time = time;
        oldest = files.Layout.SegmentOf(begin);
        floors = Remembered();
    }

    /// <summary>First address retained.</summary>
    public long Begin => files.Layout.FirstFrame(oldest);

    /// <summary>Ends with the next <see cref="EndPass"/> after a <see cref="Trim"/> that has not begun.</summary>
    public Task NextPass
    {
        get
        {
            lock (gate)
            {
                return (pass ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>A follower needs nothing of a partition below a sequence any more; going back does nothing.</summary>
    public void SetFloor(string follower, int partition, long sequence)
    {
        lock (gate)
        {
            if (!floors.TryGetValue(follower, out var floor))
            {
                floors[follower] = floor = new long[settings.Rules.Partitions];
                hasNewcomer = true;
            }

            floor[partition] = Math.Max(floor[partition], sequence);
        }
    }

    /// <summary>Drops what may go; <see cref="Begin"/> moves. One caller at a time.</summary>
    /// <param name="durable">Address up to which the log is on disk.</param>
    /// <exception cref="IOException">Something could not be written or deleted; what was dropped before stays dropped.</exception>
    public void Trim(long durable)
    {
        lock (gate)
        {
            passing = pass;
            pass = null;
        }

        Remember();
        while (MayGo(durable))
        {
            files.Delete(oldest);
            oldest++;
            next = null;
        }
    }

    /// <summary>What <see cref="Trim"/> dropped is told to everybody; whoever waits for the pass goes on.</summary>
    public void EndPass()
    {
        passing?.SetResult();
        passing = null;
    }

    private bool MayGo(long durable)
    {
        if (files.Layout.FirstFrame(oldest + 1) >= durable)
        {
            return false;
        }

        next ??= SegmentStart.Read(files, settings.Rules, oldest + 1);
        return next is not null && IsPassed(next.State) && IsOutOfLimits(next.WrittenAtMs, durable);
    }

    private bool IsOutOfLimits(long writtenAtMs, long durable) =>
        durable - (oldest * files.Layout.SegmentBytes) > settings.RetainBytes
        || time.GetUtcNow().ToUnixTimeMilliseconds() - writtenAtMs > settings.RetainFor?.TotalMilliseconds;

    private bool IsPassed(LogState state)
    {
        lock (gate)
        {
            if (floors.Count == 0)
            {
                return false;
            }

            foreach (var floor in floors.Values)
            {
                for (var partition = 0; partition < floor.Length; partition++)
                {
                    if (state.Next[partition] > floor[partition])
                    {
                        return false;
                    }
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
            if (!hasNewcomer)
            {
                return;
            }

            content = JsonSerializer.SerializeToUtf8Bytes(floors);
            hasNewcomer = false;
        }

        try
        {
            DurableFile.Replace(Path.Combine(files.Directory, FileName), content);
        }
        catch
        {
            lock (gate)
            {
                hasNewcomer = true;
            }

            throw;
        }
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
