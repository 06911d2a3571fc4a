namespace CityActors.Edge.Tests.Log.Bench;

/// <summary>Waiting for an event with a time-out that names it.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

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

    /// <summary>The first so many of a sequence.</summary>
    public static async Task<List<T>> Take<T>(this IAsyncEnumerable<T> sequence, int count, string what)
    {
        async Task<List<T>> Run()
        {
            var list = new List<T>(count);
            if (count > 0)
            {
                await foreach (var item in sequence)
                {
                    list.Add(item);
                    if (list.Count == count)
                    {
                        break;
                    }
                }
            }

            return list;
        }

        return await Run().Within(what);
    }
}
