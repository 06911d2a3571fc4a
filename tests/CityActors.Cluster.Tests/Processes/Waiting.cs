using System.Diagnostics;

namespace CityActors.Cluster.Tests.Processes;

/// <summary>Waiting for an event of another process; a time-out names it.</summary>
internal static class Waiting
{
    /// <summary>Long, because the machine may be busy; a test that passes never waits this long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>Asks again, at growing distances, until the answer is not null.</summary>
    public static async Task<T> For<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        var started = Stopwatch.StartNew();
        for (var pause = 20; ; pause = Math.Min(pause * 2, 500))
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (started.Elapsed > Longest)
            {
                throw new TimeoutException($"Did not come within {Longest}: {what}.");
            }

            await Pause(TimeSpan.FromMilliseconds(pause));
        }
    }

    /// <summary>Waits for a task.</summary>
    public static async Task Within(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Longest);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Did not come within {Longest}: {what}.");
        }
    }

    /// <summary>Waits for a task's result.</summary>
    public static async Task<T> Within<T>(this Task<T> task, string what)
    {
        await ((Task)task).Within(what);
        return await task;
    }

    private static async Task Pause(TimeSpan pause)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = TimeProvider.System.CreateTimer(_ => over.TrySetResult(), null, pause, Timeout.InfiniteTimeSpan);
        await over.Task;
    }
}
