// Each test starts and kills processes of its own; two at once would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: Trait("Category", "KillMatrix")]
