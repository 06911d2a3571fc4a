using CityActors.Edge.Tests.Log.Bench;
using CityActors.Streams;
using CityActors.Twins;
using Orleans.Streams;

namespace CityActors.Edge.Tests.Streams;

/// <summary>A subscriber that remembers what it saw.</summary>
internal sealed class Witness(Func<TwinChange, Task>? during = null) : IAsyncObserver<TwinChange>
{
    private readonly List<(TwinChange Change, ChangeToken Token)> seen = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waits = [];
    private readonly List<Exception> errors = [];
    private readonly SemaphoreSlim failed = new(0);

    /// <summary>Its subscription.</summary>
    public StreamSubscriptionHandle<TwinChange>? Handle { get; set; }

    /// <summary>What it saw, and the token of each.</summary>
    public IReadOnlyList<(TwinChange Change, ChangeToken Token)> Seen
    {
        get
        {
            lock (seen)
            {
                return [.. seen];
            }
        }
    }

    /// <inheritdoc/>
    public async Task OnNextAsync(TwinChange item, StreamSequenceToken? token = null)
    {
        if (during is not null)
        {
            await during(item);
        }

        lock (seen)
        {
            seen.Add((item, Assert.IsType<ChangeToken>(token)));
            waits.RemoveAll(wait => wait.Count <= seen.Count && wait.Reached.TrySetResult());
        }
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        lock (seen)
        {
            errors.Add(ex);
        }

        failed.Release();
        return Task.CompletedTask;
    }

    /// <summary>Waits until it has seen so many changes.</summary>
    public Task Sees(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (seen)
        {
            waits.Add((count, reached));
            waits.RemoveAll(wait => wait.Count <= seen.Count && wait.Reached.TrySetResult());
        }

        return Wait();

        async Task Wait()
        {
            try
            {
                await reached.Task.Within($"change {count} of a cell");
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"{late.Message} It has {Seen.Count}, and was told: {string.Join("; ", Errors)}", late);
            }
        }
    }

    /// <summary>The errors it was told.</summary>
    public IReadOnlyList<Exception> Errors
    {
        get
        {
            lock (seen)
            {
                return [.. errors];
            }
        }
    }

    /// <summary>Waits for the next error, which is the one of this number.</summary>
    public async Task<Exception> Fails(int number = 1)
    {
        await failed.WaitAsync().Within($"error {number} of the stream");
        return Errors[number - 1];
    }

    /// <summary>It saw these changes, each once, those of each partition in their order.</summary>
    public async Task SawExactly(IReadOnlyList<TwinChange> expected, int skip = 0)
    {
        await Sees(skip + expected.Count);
        var got = Seen.Skip(skip).Select(each => each.Change).ToList();
        Assert.Equal(Names(expected), Names(got));
        Assert.Equal(
            expected.OrderBy(each => each.Position.Partition).ThenBy(each => each.Position.Sequence).ThenBy(each => each.Index),
            got.OrderBy(each => each.Position.Partition).ThenBy(each => each.Position.Sequence).ThenBy(each => each.Index));
    }

    /// <summary>Names of changes, partition by partition, in the order they came.</summary>
    public static string Names(IEnumerable<TwinChange> changes) => string.Join(
        '\n', changes.GroupBy(each => each.Position.Partition).OrderBy(each => each.Key).Select(
            each => $"{each.Key}: {string.Join(' ', each.Select(change => $"{change.Position.Sequence}.{change.Index}"))}"));
}
